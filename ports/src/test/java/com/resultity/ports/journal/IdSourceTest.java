package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Ids;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where new things live. */
class IdSourceTest {
  private final ManualClock clock = new ManualClock();
  private final Random random = new Random(1);
  private final IdSource ids = new IdSource(3, clock, () -> random);

  @Test
  void accountsAreSpreadOverAllSlotsButTheRegistry() {
    Set<Integer> slots = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      UUID id = ids.account();
      assertThat(Ids.isWellFormed(id)).isTrue();
      slots.add(Ids.slotOf(id));
    }

    assertThat(slots).containsExactly(1, 2, 3);
  }

  @Test
  void whatBelongsToSomethingLivesInItsSlot() {
    UUID owner = ids.account();

    assertThat(Ids.slotOf(ids.beside(owner))).isEqualTo(Ids.slotOf(owner));
    assertThat(Ids.isWellFormed(ids.beside(owner))).isTrue();
    assertThat(Ids.slotOf(ids.beside(Ids.of(Tenant.NOON, 0, 1)))).isEqualTo(1);
  }

  @Test
  void whatBelongsToNobodyLivesInTheSlotOfItsKey() {
    Set<Integer> slots = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      UUID id = ids.named("key " + i);
      assertThat(Ids.isWellFormed(id)).isTrue();
      assertThat(ids.named("key " + i)).isNotEqualTo(id);
      assertThat(Ids.slotOf(ids.named("key " + i))).isEqualTo(Ids.slotOf(id));
      slots.add(Ids.slotOf(id));
    }

    assertThat(slots).containsExactly(1, 2, 3);
  }

  @Test
  void laterIdsAreGreater() {
    UUID first = ids.account();
    clock.move(Duration.ofNanos(1000));

    assertThat(ids.account()).isGreaterThan(first);
    assertThat(ids.account()).isNotEqualTo(ids.account());
  }
}
