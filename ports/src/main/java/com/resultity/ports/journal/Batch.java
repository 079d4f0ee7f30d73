package com.resultity.ports.journal;

import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one block: each is decided on the state that the ones before it left. What they
 * led to is told to their callers only when the transaction has committed.
 */
final class Batch {
  private final int slot;
  private final List<Pending> commands;
  private final List<Runnable> answers = new ArrayList<>();
  private @Nullable BlockHeader header;
  private int records;

  Batch(int slot, List<Pending> commands) {
    this.slot = slot;
    this.commands = commands;
  }

  int size() {
    return commands.size();
  }

  int records() {
    return records;
  }

  /** The header of the block that was drafted; null when there was none. */
  @Nullable BlockHeader header() {
    return header;
  }

  Batch part(int from, int to) {
    return new Batch(slot, commands.subList(from, to));
  }

  Touched touched() {
    Touched touched = new Touched();
    for (Pending pending : commands) {
      pending.command().touch(touched);
    }
    return touched;
  }

  Set<UUID> keys() {
    Set<UUID> keys = new LinkedHashSet<>();
    for (Pending pending : commands) {
      Idempotency idempotency = pending.idempotency();
      if (idempotency != null) {
        keys.add(idempotency.key());
        if (idempotency.batch() != null) {
          keys.add(idempotency.batch());
        }
      }
    }
    return keys;
  }

  /** Decides every command, in order, at the later of the time and the last block's. */
  Draft decide(SlotView view, Instant now) {
    answers.clear();
    Instant at = now.isAfter(view.head().at()) ? now : view.head().at();
    Deciding deciding = new Deciding(view, now, at);
    commands.forEach(deciding::decide);
    return deciding.draft();
  }

  /** Tells every caller what was decided; one that throws does not keep it from the others. */
  void answer(Consumer<Throwable> trouble) {
    for (Runnable answer : answers) {
      try {
        answer.run();
      } catch (RuntimeException thrown) {
        trouble.accept(thrown);
      }
    }
  }

  /** Those whose deadline has passed. */
  Batch late(Instant now) {
    return new Batch(slot, commands.stream().filter(pending -> pending.late(now)).toList());
  }

  /** Tells every caller that its command failed. */
  void fail(ErrorCode code, Consumer<Throwable> trouble) {
    answers.clear();
    for (Pending pending : commands) {
      answers.add(() -> pending.fail(code));
    }
    answer(trouble);
  }

  private final class Deciding {
    private final SlotView view;
    private final Instant now;
    private final Instant at;
    private final SlotState state;
    private final Map<UUID, StoredOutcome> outcomes;
    private final List<Recorded> log = new ArrayList<>();
    private final List<Draft.Memory> memories = new ArrayList<>();

    Deciding(SlotView view, Instant now, Instant at) {
      this.view = view;
      this.now = now;
      this.at = at;
      this.state = view.state();
      this.outcomes = new HashMap<>(view.outcomes());
    }

    void decide(Pending pending) {
      if (pending.late(now)) {
        answers.add(() -> pending.fail(ErrorCode.DEADLINE_EXCEEDED));
        return;
      }
      Optional<Outcome> known = known(pending.idempotency());
      if (known.isPresent()) {
        answer(pending, known.get());
        return;
      }
      Decision decision;
      try {
        decision = Decider.decide(pending.command(), state, at);
      } catch (RuntimeException bug) {
        // Deciding is pure: nothing of this command is left behind, and its neighbours go on.
        answers.add(() -> pending.fail(new Fault(ErrorCode.INTERNAL, bug)));
        return;
      }
      switch (decision) {
        case Decision.Accepted accepted -> accept(pending, accepted.records());
        case Decision.Refused refused -> refuse(pending, refused);
      }
    }

    // What a key led to. The key of a batch names the whole: none of another batch is a part of it.
    private Optional<Outcome> known(@Nullable Idempotency idempotency) {
      if (idempotency == null) {
        return Optional.empty();
      }
      StoredOutcome own = outcomes.get(idempotency.key());
      StoredOutcome batch = idempotency.batch() == null ? null : outcomes.get(idempotency.batch());
      if (isOther(own, idempotency) || isOther(batch, idempotency)) {
        return Optional.of(new Outcome.KeyReused());
      }
      return Optional.ofNullable(own).map(StoredOutcome::outcome).map(Batch::replay);
    }

    private void accept(Pending pending, List<LogRecord> facts) {
      int ordinal = log.size();
      List<Recorded> own = new ArrayList<>(facts.size());
      for (LogRecord fact : facts) {
        own.add(new Recorded(at, pending.origin(), fact));
      }
      if (pending.dryRun()) {
        answer(pending, new Outcome.Done(own, false, true));
        return;
      }
      state.accept(pending.command(), facts, at);
      log.addAll(own);
      remember(pending, new Outcome.Done(own, false), ordinal, own.size(), null);
    }

    // What a refused command leaves in the log is not its outcome: a replay answers the refusal.
    private void refuse(Pending pending, Decision.Refused refused) {
      if (!pending.dryRun()) {
        for (LogRecord fact : refused.records()) {
          state.apply(fact, at);
          log.add(new Recorded(at, pending.origin(), fact));
        }
      }
      Refusal refusal = refused.refusal();
      remember(pending, new Outcome.Declined(refusal, false), 0, 0, refusal);
    }

    private void remember(
        Pending pending, Outcome outcome, int ordinal, int count, @Nullable Refusal refusal) {
      Idempotency idempotency = pending.idempotency();
      if (idempotency != null) {
        remember(idempotency, outcome, new Draft.Memory(idempotency, ordinal, count, refusal));
        UUID batch = idempotency.batch();
        if (batch != null && !outcomes.containsKey(batch)) {
          Idempotency whole = new Idempotency(batch, idempotency.request());
          remember(whole, outcome, new Draft.Memory(whole, ordinal, count, refusal));
        }
      }
      answer(pending, outcome);
    }

    private void remember(Idempotency idempotency, Outcome outcome, Draft.Memory memory) {
      outcomes.put(idempotency.key(), new StoredOutcome(idempotency.request(), outcome));
      memories.add(memory);
    }

    private void answer(Pending pending, Outcome outcome) {
      answers.add(() -> pending.promise().tryComplete(outcome));
    }

    Draft draft() {
      records = log.size();
      header = null;
      if (log.isEmpty()) {
        return new Draft(Optional.empty(), List.of(), memories, state);
      }
      if (log.size() > Ids.MAX_PLACES) {
        throw new IllegalStateException(log.size() + " records are too many for one block");
      }
      List<byte[]> lines = new ArrayList<>(log.size());
      for (Recorded recorded : log) {
        lines.add(RecordLines.encode(recorded));
      }
      BlockHeader next =
          new BlockHeader(
              slot,
              view.head().sequence() + 1,
              view.head().hash(),
              at,
              log.size(),
              view.registrySequence(),
              Digest.of(MerkleTree.root(lines)));
      header = next;
      return new Draft(Optional.of(new Block(next, lines)), log, memories, state);
    }
  }

  private static boolean isOther(@Nullable StoredOutcome stored, Idempotency idempotency) {
    return stored != null && !stored.request().equals(idempotency.request());
  }

  private static Outcome replay(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> new Outcome.Done(done.records(), true);
      case Outcome.Declined declined -> new Outcome.Declined(declined.refusal(), true);
      case Outcome.KeyReused reused -> reused;
    };
  }
}
