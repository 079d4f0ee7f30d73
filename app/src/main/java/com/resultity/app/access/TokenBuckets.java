package com.resultity.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for every principal: so many requests a second, and twice as many at once. Those
 * whose tokens are narrowed to an account or namespace have one rate, the others another; 0 is no
 * limit, and costs nothing.
 */
public final class TokenBuckets implements RateLimits {
  /** Seconds in which an empty bucket is full again. */
  private static final int WINDOW = 2;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int REMEMBERED = 100_000;

  // A bucket that nobody asks for is full by then, as a new one would be.
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final int narrowedRate;
  private final int serviceRate;
  private final Cache<String, Bucket> narrowed;
  private final Cache<String, Bucket> services;

  /**
   * @param narrowedRate requests a second of a principal whose token is narrowed; 0 is no limit
   * @param serviceRate requests a second of any other; 0 is no limit
   */
  public TokenBuckets(int narrowedRate, int serviceRate, InstantSource clock) {
    this.clock = clock;
    this.narrowedRate = narrowedRate;
    this.serviceRate = serviceRate;
    this.narrowed = cache();
    this.services = cache();
  }

  private Cache<String, Bucket> cache() {
    return Caffeine.newBuilder()
        .maximumSize(REMEMBERED)
        .expireAfterAccess(FORGOTTEN)
        .ticker(this::nanos)
        .build();
  }

  @Override
  public @Nullable Allowance take(Principal principal) {
    boolean service = principal.account().isEmpty() && principal.namespace().isEmpty();
    int rate = service ? serviceRate : narrowedRate;
    if (rate == 0) {
      return null;
    }
    Bucket bucket = (service ? services : narrowed).get(principal.subject(), _ -> bucket(rate));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Allowance(
        probe.isConsumed(),
        (long) WINDOW * rate,
        WINDOW,
        probe.getRemainingTokens(),
        Math.ceilDiv(probe.getNanosToWaitForReset(), SECOND));
  }

  private Bucket bucket(int rate) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity((long) WINDOW * rate).refillGreedy(rate, Duration.ofSeconds(1)))
        .withCustomTimePrecision(new Time())
        .build();
  }

  private long nanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * SECOND + now.getNano();
  }

  /** The clock, as the buckets read it. */
  private final class Time implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
