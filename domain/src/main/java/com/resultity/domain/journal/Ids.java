package com.resultity.domain.journal;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;

/**
 * The layout of identifiers: UUID version 7 (RFC 9562) whose random part names the slot it belongs
 * to, so that a command finds its slot from an id alone.
 *
 * <pre>
 * 48 bits milliseconds | 0111 | 12 bits fraction of the millisecond | 10 | 12 bits slot | 50 bits tail
 * </pre>
 */
public final class Ids {
  /** The highest slot that fits an id. */
  public static final int MAX_SLOT = 4095;

  private static final int TAIL_BITS = 50;
  private static final long TAIL_MASK = (1L << TAIL_BITS) - 1;
  private static final int ORDINAL_BITS = 14;

  /** How many records of one block can have ids. */
  public static final int MAX_PLACES = 1 << ORDINAL_BITS;

  private Ids() {}

  /** Makes an id of the slot at the time, with the low 50 bits of {@code tail}. */
  public static UUID of(Instant at, int slot, long tail) {
    if (slot < 0 || slot > MAX_SLOT) {
      throw new IllegalArgumentException("slot out of range: " + slot);
    }
    long fraction = at.get(ChronoField.MICRO_OF_SECOND) % 1000 * 4096L / 1000;
    long high = (at.toEpochMilli() << 16) | 0x7000L | fraction;
    long low = 0x8000_0000_0000_0000L | ((long) slot << TAIL_BITS) | (tail & TAIL_MASK);
    return new UUID(high, low);
  }

  /** The slot an id names; meaningless, but in range, for ids that Core did not make. */
  public static int slotOf(UUID id) {
    return (int) (id.getLeastSignificantBits() >>> TAIL_BITS) & MAX_SLOT;
  }

  /** The slot that keeps what the id names, other than accounts, which are in the registry. */
  public static int homeSlot(UUID id) {
    return Math.max(1, slotOf(id));
  }

  /** Whether the id has the version and variant of those that Core makes. */
  public static boolean isWellFormed(UUID id) {
    return id.version() == 7 && id.variant() == 2;
  }

  /**
   * The id of the record at a place in the log: increasing with the place, and always the same for
   * the same place, so that replaying the log makes the same ids.
   *
   * @param ordinal the record's index in its block, below 16,384
   */
  public static UUID ofPlace(Instant at, int slot, long sequence, int ordinal) {
    return of(at, slot, (sequence << ORDINAL_BITS) | ordinal);
  }
}
