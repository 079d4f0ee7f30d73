package com.resultity.ports.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves, in either direction. */
public final class ManualClock implements InstantSource {
  private volatile Instant now = Tenant.NOON;

  @Override
  public Instant instant() {
    return now;
  }

  public void move(Duration time) {
    now = now.plus(time);
  }
}
