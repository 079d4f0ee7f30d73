package com.resultity.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits.Allowance;
import com.resultity.ports.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
  private static final Optional<UUID> SOME = Optional.of(new UUID(1, 2));
  private static final Principal TENANT =
      new Principal("tenant", Role.CLOUD, Optional.empty(), SOME);
  private static final Principal SERVICE =
      new Principal("tenant", Role.CLOUD, Optional.empty(), Optional.empty());

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InstantSource clock = now::get;
  private final TokenBuckets buckets = new TokenBuckets(10, 0, clock);

  @Test
  void twiceASecondsRequestsMayComeAtOnceAndThenOneInEachTenthOfASecond() {
    for (int left = 19; left >= 0; left--) {
      Allowance allowance = take(buckets, TENANT);
      assertThat(allowance.granted()).isTrue();
      assertThat(allowance.remaining()).isEqualTo(left);
    }
    assertThat(take(buckets, TENANT).granted()).isFalse();
    pass(Duration.ofMillis(99));
    assertThat(take(buckets, TENANT).granted()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(take(buckets, TENANT).granted()).isTrue();
    assertThat(take(buckets, TENANT).granted()).isFalse();
    pass(Duration.ofHours(1));
    assertThat(take(buckets, TENANT).remaining()).isEqualTo(19);
  }

  @Test
  void whatIsLeftIsToldAsTheDraftSpellsIt() {
    Allowance first = take(buckets, TENANT);
    assertThat(first.policy()).isEqualTo("\"principal\";q=20;w=2");
    assertThat(first.left()).isEqualTo("\"principal\";r=19;t=1");
    for (int i = 0; i < 20; i++) {
      take(buckets, TENANT);
    }
    assertThat(take(buckets, TENANT).left()).isEqualTo("\"principal\";r=0;t=2");
  }

  @Test
  void eachPrincipalHasItsOwn() {
    for (int i = 0; i < 20; i++) {
      take(buckets, TENANT);
    }
    Principal other = new Principal("other", Role.CLOUD, SOME, Optional.empty());
    assertThat(take(buckets, other).remaining()).isEqualTo(19);
    assertThat(take(buckets, TENANT).granted()).isFalse();
  }

  @Test
  void noLimitIsNoBucket() {
    assertThat(buckets.take(SERVICE)).isNull();
    TokenBuckets services = new TokenBuckets(0, 1, clock);
    assertThat(services.take(TENANT)).isNull();
    assertThat(take(services, SERVICE).remaining()).isEqualTo(1);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static Allowance take(TokenBuckets buckets, Principal principal) {
    return Objects.requireNonNull(buckets.take(principal));
  }
}
