package com.resultity.app;

import com.resultity.ports.accounts.FollowAccounts;
import com.resultity.ports.accounts.KeyUses;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Upkeep;
import com.resultity.ports.ledger.Sweep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Core does by itself from time to time. Each task may run on any number of instances at once
 * and be cut off anywhere: it is repeated, and repeating it is harmless.
 */
final class Orchestrators {
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrators.class);
  private static final Duration SWEEP = Duration.ofMillis(400);
  private static final Duration LATE = Duration.ofMillis(250);
  private static final Duration PARTITIONS = Duration.ofHours(6);
  private static final Duration OUTCOMES = Duration.ofHours(1);
  private static final Duration AHEAD = Duration.ofDays(62);
  private static final Duration BEHIND = Duration.ofDays(1);
  private static final Duration KEEP_OUTCOMES = Duration.ofDays(7);

  private final Vertx vertx;
  private final Committer committer;
  private final Sweep sweep;
  private final FollowAccounts follow;
  private final KeyUses uses;
  private final Upkeep upkeep;
  private final InstantSource clock;
  private final List<Long> timers = new ArrayList<>();

  Orchestrators(
      Vertx vertx,
      Committer committer,
      Sweep sweep,
      FollowAccounts follow,
      KeyUses uses,
      Upkeep upkeep,
      InstantSource clock) {
    this.vertx = vertx;
    this.committer = committer;
    this.sweep = sweep;
    this.follow = follow;
    this.uses = uses;
    this.upkeep = upkeep;
    this.clock = clock;
  }

  /** Makes ready what must be there before anything is served. */
  Future<Void> prepare() {
    return upkeep.openSlots(committer.slots()).compose(_ -> makePartitions()).mapEmpty();
  }

  void start() {
    timers.add(vertx.setPeriodic(LATE.toMillis(), _ -> committer.expireLate()));
    every(SWEEP, "sweep", sweep::run);
    every(SWEEP, "following accounts", follow::run);
    every(KeyUses.PERIOD, "key uses", uses::flush);
    every(PARTITIONS, "partitions", this::makePartitions);
    every(OUTCOMES, "outcomes", () -> upkeep.turnOutcomes(clock.instant(), KEEP_OUTCOMES));
  }

  void stop() {
    timers.forEach(vertx::cancelTimer);
  }

  private Future<Integer> makePartitions() {
    return upkeep.makePartitions(clock.instant().minus(BEHIND), clock.instant().plus(AHEAD));
  }

  private void every(Duration period, String name, Supplier<Future<?>> task) {
    AtomicBoolean busy = new AtomicBoolean();
    timers.add(
        vertx.setPeriodic(
            period.toMillis(),
            _ -> {
              if (busy.compareAndSet(false, true)) {
                task.get()
                    .onFailure(failure -> LOG.warn("{} failed: {}", name, failure.getMessage()))
                    .onComplete(_ -> busy.set(false));
              }
            }));
  }
}
