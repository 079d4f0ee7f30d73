package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits.Allowance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final TestDoor DOOR = TestDoor.open();

  @BeforeAll
  static void limit() {
    DOOR.limits.set(RateLimitTest::take);
  }

  @AfterAll
  static void close() {
    DOOR.close();
  }

  private static @Nullable Allowance take(Principal principal) {
    return switch (principal.role()) {
      case AUDITOR, STATUS -> new Allowance(true, 200, 2, 199, 1);
      case NETWORK -> new Allowance(false, 200, 2, 0, 2);
      case ACCOUNT, ADMIN, CLOUD -> null;
    };
  }

  @Test
  void everyAnswerTellsWhatIsLeft() {
    for (Asked asked :
        new Asked[] {
          DOOR.get("/v1/trial-balance").as("auditor").send(),
          DOOR.get("/v1/trial-balance").as("status").send(),
          DOOR.post("/v1/accounts").as("status").body("{}").send()
        }) {
      assertThat(asked.header("RateLimit-Policy")).isEqualTo("\"principal\";q=200;w=2");
      assertThat(asked.header("RateLimit")).isEqualTo("\"principal\";r=199;t=1");
    }
  }

  @Test
  void oneMoreThanThereIsIsRefused() {
    for (Asked asked :
        new Asked[] {
          DOOR.get("/v1/jobs").as("network").send(),
          DOOR.post("/v1/nodes/" + TestDoor.NODE + ":claim").as("network").body("{}").send()
        }) {
      assertThat(asked.status()).isEqualTo(429);
      assertThat(asked.code()).isEqualTo("rate_limited");
      assertThat(asked.get("/certainty")).isEqualTo("retry");
      assertThat(asked.header("Retry-After")).isEqualTo("1");
      assertThat(asked.header("RateLimit")).isEqualTo("\"principal\";r=0;t=2");
    }
  }

  @Test
  void whoIsNotLimitedIsToldNothingOfLimits() {
    Asked asked = DOOR.get("/v1/trial-balance").as("admin").send();
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
    assertThat(DOOR.get("/livez").as("network").send().status()).isEqualTo(200);
  }
}
