package com.resultity.ports.journal;

import com.resultity.domain.journal.Ids;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes identifiers. */
public final class IdSource {
  private final int slots;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> random;

  /**
   * @param slots how many slots accounts are spread over
   * @param random asked for a generator on the thread that needs it
   */
  public IdSource(int slots, InstantSource clock, Supplier<? extends RandomGenerator> random) {
    this.slots = slots;
    this.clock = clock;
    this.random = random;
  }

  /** The id of a new account; names its home slot. */
  public UUID account() {
    return Ids.of(clock.instant(), 1 + random.get().nextInt(slots), random.get().nextLong());
  }

  /**
   * The id of something new that belongs to nobody. Its slot follows from the idempotency key it is
   * made with, so that a command that is repeated finds its key.
   */
  public UUID named(String key) {
    return Ids.of(
        clock.instant(), 1 + Math.floorMod(key.hashCode(), slots), random.get().nextLong());
  }

  /** The id of something new in the slot of what it belongs to. */
  public UUID beside(UUID owner) {
    return Ids.of(clock.instant(), Ids.homeSlot(owner), random.get().nextLong());
  }

  /** The id of something new in the registry. */
  public UUID registered() {
    return Ids.of(clock.instant(), 0, random.get().nextLong());
  }
}
