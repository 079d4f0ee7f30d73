package com.resultity.app.access;

import com.resultity.app.settings.OperatorError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys as last read. They are read again in the background, every five minutes and
 * soon after a token named a key that is not among them; while that fails, the last ones stay.
 */
public final class TrustedKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrustedKeys.class);
  private static final Duration EVERY = Duration.ofMinutes(5);

  /** Tokens with made-up key ids must not make Core flood the issuer. */
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(10);

  private final KeySource source;
  private final InstantSource clock;
  private final AtomicReference<Instant> readAt;
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("trusted-keys").factory());
  private volatile KeySet keys;

  private TrustedKeys(KeySource source, InstantSource clock, KeySet keys) {
    this.source = source;
    this.clock = clock;
    this.keys = keys;
    this.readAt = new AtomicReference<>(clock.instant());
  }

  /**
   * Reads the keys once and keeps them fresh until closed.
   *
   * @throws OperatorError when they cannot be read now, or none is usable
   */
  public static TrustedKeys open(KeySource source, InstantSource clock) {
    try {
      TrustedKeys trusted = new TrustedKeys(source, clock, KeySet.parse(source.read()));
      var _ =
          trusted.reader.scheduleWithFixedDelay(
              trusted::readAgain, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
      return trusted;
    } catch (IOException e) {
      throw new OperatorError("cannot read the issuer's keys: " + e, e);
    }
  }

  /** How many keys can verify a token now. */
  public int count() {
    return keys.byId().size();
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  /** The keys now: the same object until they change. */
  KeySet current() {
    return keys;
  }

  /** A token named a key that is unknown: perhaps the issuer has a new one. Does not wait. */
  void missed() {
    Instant now = clock.instant();
    Instant last = readAt.get();
    if (now.isAfter(last.plus(AT_MOST_EVERY)) && readAt.compareAndSet(last, now)) {
      reader.execute(this::readAgain);
    }
  }

  /** Reads the keys now, keeping the last ones if that fails. */
  void readAgain() {
    try {
      KeySet fresh = KeySet.parse(source.read());
      if (!fresh.equals(keys)) {
        LOG.info("the issuer's keys have changed: {}", fresh.byId().keySet());
        keys = fresh;
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("keeping the issuer's last keys: {}", e.getMessage());
    }
  }
}
