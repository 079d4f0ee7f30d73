package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.resultity.grpc.ledger.v1.CheckCreditsRequest;
import com.resultity.grpc.ledger.v1.CheckCreditsResponse;
import com.resultity.grpc.ledger.v1.GetCreditsRequest;
import com.resultity.grpc.ledger.v1.GetCreditsResponse;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.RateLimits.Allowance;
import io.vertx.grpc.common.GrpcStatus;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final Served served = new Served();
  private final Story story = new Story(served);
  private final GetCreditsRequest look =
      GetCreditsRequest.newBuilder().setNamespaceId(story.namespace).build();

  @AfterEach
  void close() {
    served.close();
  }

  private static RateLimits first(int granted) {
    AtomicInteger asked = new AtomicInteger();
    return _ -> {
      int left = granted - asked.incrementAndGet();
      return new Allowance(left >= 0, 200, 2, Math.max(0, left), 1);
    };
  }

  private Served.Reply<GetCreditsResponse> ask() {
    return served.reply(
        Story.LEDGER + "GetCredits", as("cloud"), look, GetCreditsResponse.getDefaultInstance());
  }

  @Test
  void aCallTellsWhatIsLeftAndOneMoreIsExhausted() {
    served.limits = first(1);
    Served.Reply<GetCreditsResponse> first = ask();
    assertThat(first.status()).isEqualTo(GrpcStatus.OK);
    assertThat(first.meta("ratelimit-policy")).isEqualTo("\"principal\";q=200;w=2");
    assertThat(first.meta("ratelimit")).isEqualTo("\"principal\";r=0;t=1");
    Served.Reply<GetCreditsResponse> second = ask();
    assertThat(second.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
    assertThat(second.meta("ratelimit")).isEqualTo("\"principal\";r=0;t=1");
    assertThat(second.detail(ErrorInfo.class).orElseThrow().getReason()).isEqualTo("RATE_LIMITED");
    assertThat(second.detail(RetryInfo.class).orElseThrow().getRetryDelay().getSeconds())
        .isEqualTo(1);
  }

  @Test
  void eachMessageOfAStreamCountsAndTheStreamGoesOn() {
    served.limits = first(1);
    Served.Reply<CheckCreditsResponse> reply =
        served.reply(
            Story.LEDGER + "CheckCredits",
            as("cloud"),
            CheckCreditsRequest.newBuilder().setCheck(look).build(),
            CheckCreditsResponse.getDefaultInstance());
    assertThat(reply.status()).isEqualTo(GrpcStatus.OK);
    assertThat(reply.answer().getError().getCode()).isEqualTo("rate_limited");
    served.limits = first(0);
    Served.Reply<CheckCreditsResponse> refused =
        served.reply(
            Story.LEDGER + "CheckCredits",
            as("cloud"),
            CheckCreditsRequest.newBuilder().setCheck(look).build(),
            CheckCreditsResponse.getDefaultInstance());
    assertThat(refused.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
  }

  @Test
  void whoIsNotLimitedIsToldNothingOfLimits() {
    assertThat(ask().meta("ratelimit")).isNull();
  }
}
