package com.resultity.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The layout of identifiers, for all times, slots and places. */
class IdsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  @Property
  void everyIdIsAVersion7UuidOfTheRightVariant(
      @ForAll("times") Instant at,
      @ForAll @IntRange(max = Ids.MAX_SLOT) int slot,
      @ForAll long tail) {
    UUID id = Ids.of(at, slot, tail);

    assertThat(Ids.isWellFormed(id)).isTrue();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(at.toEpochMilli());
  }

  @Property
  void anIdNamesTheSlotItWasMadeFor(
      @ForAll("times") Instant at,
      @ForAll @IntRange(max = Ids.MAX_SLOT) int slot,
      @ForAll long tail) {
    assertThat(Ids.slotOf(Ids.of(at, slot, tail))).isEqualTo(slot);
    assertThat(Ids.homeSlot(Ids.of(at, slot, tail))).isEqualTo(Math.max(1, slot));
  }

  @Property
  void laterTimesMakeGreaterIds(
      @ForAll("times") Instant at,
      @ForAll @LongRange(min = 1, max = 5_000_000) long micros,
      @ForAll @IntRange(max = Ids.MAX_SLOT) int slot,
      @ForAll long tail,
      @ForAll long laterTail) {
    UUID earlier = Ids.of(at, slot, tail);
    UUID later = Ids.of(at.plus(micros, ChronoUnit.MICROS), slot, laterTail);

    assertThat(later.toString()).isGreaterThan(earlier.toString());
    assertThat(later).isGreaterThan(earlier);
  }

  @Property
  void idsOfPlacesIncreaseWithThePlace(
      @ForAll("times") Instant at,
      @ForAll @LongRange(min = 1, max = 1L << 35) long sequence,
      @ForAll @IntRange(max = 16_383) int ordinal,
      @ForAll @LongRange(min = 1, max = 1000) long blocksLater,
      @ForAll @IntRange(max = 16_383) int laterOrdinal) {
    UUID place = Ids.ofPlace(at, 3, sequence, ordinal);

    assertThat(Ids.ofPlace(at, 3, sequence + blocksLater, laterOrdinal).toString())
        .isGreaterThan(place.toString());
    assertThat(Ids.ofPlace(at, 3, sequence, ordinal)).isEqualTo(place);
    if (laterOrdinal > ordinal) {
      assertThat(Ids.ofPlace(at, 3, sequence, laterOrdinal).toString())
          .isGreaterThan(place.toString());
    }
  }

  @Property
  void anyUuidNamesAHomeSlotThatAnIdCouldHave(@ForAll long high, @ForAll long low) {
    assertThat(Ids.homeSlot(new UUID(high, low))).isBetween(1, Ids.MAX_SLOT);
  }

  @Test
  void aSlotThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Ids.of(NOON, Ids.MAX_SLOT + 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ids.of(NOON, -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLayoutIsTheDocumentedOne() {
    assertThat(Ids.of(NOON, 1, 5)).hasToString("019de368-f67b-774b-8004-000000000005");
  }

  @Test
  void otherVersionsAndVariantsAreNotWellFormed() {
    assertThat(Ids.isWellFormed(new UUID(0, 0))).isFalse();
    assertThat(Ids.isWellFormed(UUID.nameUUIDFromBytes(new byte[0]))).isFalse();
    assertThat(Ids.isWellFormed(new UUID(0x7000L, 0))).isFalse();
  }

  @Provide
  Arbitrary<Instant> times() {
    return Arbitraries.longs()
        .between(0, 4_102_444_800_000_000L)
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
