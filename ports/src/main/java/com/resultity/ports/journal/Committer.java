package com.resultity.ports.journal;

import com.resultity.domain.journal.Command;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The one door for change. A command waits in its slot's single file, is decided with whatever
 * waits beside it, and is answered when the block that holds its records has committed.
 */
public final class Committer {
  private final List<SlotCommitter> slots = new ArrayList<>();
  private final Preparation preparation;

  public Committer(
      CommitterSettings settings,
      SlotStore store,
      Preparation preparation,
      InstantSource clock,
      Delay delay,
      CommitListener listener) {
    this.preparation = preparation;
    for (int slot = 0; slot <= settings.slots(); slot++) {
      slots.add(new SlotCommitter(slot, settings, store, clock, delay, listener));
    }
  }

  /**
   * Submits a command. Safe from any thread.
   *
   * <p>Fails with a {@link com.resultity.ports.errors.Fault}: {@code OVERLOADED}, {@code
   * DEADLINE_EXCEEDED}, {@code UNAVAILABLE}, {@code SHUTTING_DOWN} and {@code INTERNAL} when it
   * certainly did not happen, {@code OUTCOME_UNKNOWN} when it may have.
   */
  public Future<Outcome> submit(Caller caller, Command command) {
    Future<Command> prepared = preparation.prepare(command);
    return prepared.succeeded()
        ? enqueue(caller, prepared.result())
        : prepared.compose(complete -> enqueue(caller, complete));
  }

  private Future<Outcome> enqueue(Caller caller, Command command) {
    int slot = command.slot();
    // An id that names no slot of this deployment is looked for in slot 1, and not found there.
    return slots.get(slot < slots.size() ? slot : 1).submit(caller, command);
  }

  /**
   * Tells callers whose deadline has passed, without waiting for their slot to move on: {@code
   * DEADLINE_EXCEEDED} for commands not yet in a block, {@code OUTCOME_UNKNOWN} for those in one.
   * To be called from time to time.
   */
  public void expireLate() {
    slots.forEach(SlotCommitter::expireLate);
  }

  /** How many commands wait in a slot. */
  public int waiting(int slot) {
    return slots.get(slot).waiting();
  }

  /** How many slots there are besides the registry. */
  public int slots() {
    return slots.size() - 1;
  }

  /** Takes no more commands; completes when all that were taken are answered. */
  public Future<Void> drain() {
    return Future.join(slots.stream().map(SlotCommitter::drain).toList()).mapEmpty();
  }
}
