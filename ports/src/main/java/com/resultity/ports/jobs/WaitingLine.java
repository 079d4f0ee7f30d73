package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The head of one lane: some waiting jobs, one of each namespace in turn. When none of them will
 * do, more are read, from the namespace on where the last reading ended. Safe from any thread.
 */
final class WaitingLine {
  /** How many namespaces, and about how many jobs, one reading takes. */
  static final int READING = 64;

  /** How long a lane that was read to its end is taken to have nothing new. */
  static final Duration REST = Duration.ofMillis(20);

  private static final int LONGEST = 1024;

  // However few of the waiting jobs will do, a claim reads no more often.
  private static final int MOST_READINGS = 20;

  private final Lane lane;
  private final WaitingReader reader;
  private final Deque<Job> jobs = new ArrayDeque<>();
  // Those in line, and those that were taken and not yet given back or dropped.
  private final Set<UUID> known = new HashSet<>();
  private @Nullable UUID after;
  private @Nullable Future<Void> reading;
  private Instant restUntil = Instant.MIN;

  WaitingLine(Lane lane, WaitingReader reader) {
    this.lane = lane;
    this.reader = reader;
  }

  /** Takes the first job that will do; it must be given back or dropped. */
  Future<Optional<Job>> take(Predicate<Job> fits, Instant now) {
    return take(fits, now, MOST_READINGS);
  }

  private Future<Optional<Job>> take(Predicate<Job> fits, Instant now, int readings) {
    Future<Void> refilled;
    synchronized (this) {
      Optional<Job> found = poll(fits);
      if (found.isPresent() || now.isBefore(restUntil) || readings == 0) {
        return Future.succeededFuture(found);
      }
      refilled = reading == null ? read(now) : reading;
      reading = refilled.isComplete() ? null : refilled;
    }
    return refilled.compose(_ -> take(fits, now, readings - 1));
  }

  private Optional<Job> poll(Predicate<Job> fits) {
    for (Iterator<Job> each = jobs.iterator(); each.hasNext(); ) {
      Job job = each.next();
      if (fits.test(job)) {
        each.remove();
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  /** The job was given to a node, or is not to be had. */
  synchronized void drop(Job job) {
    known.remove(job.id());
  }

  /** The job may still be had. */
  synchronized void giveBack(Job job) {
    jobs.addFirst(job);
  }

  private Future<Void> read(Instant now) {
    boolean first = after == null;
    return reader
        .listWaiting(lane, after, now, READING)
        .compose(found ->
            found.isEmpty() && !first
                ? reader.listWaiting(lane, null, now, READING)
                : Future.succeededFuture(found))
        .onComplete(result -> refill(result.succeeded() ? result.result() : List.of(), now))
        .mapEmpty();
  }

  private synchronized void refill(List<Job> found, Instant now) {
    reading = null;
    after = found.isEmpty() ? null : found.getLast().spec().namespaceId();
    List<Job> unknown = found.stream().filter(job -> known.add(job.id())).toList();
    jobs.addAll(inTurn(unknown));
    while (jobs.size() > LONGEST) {
      known.remove(jobs.removeFirst().id());
    }
    if (unknown.isEmpty()) {
      restUntil = now.plus(REST);
    }
  }

  // One of each namespace, then the second of each.
  private static List<Job> inTurn(List<Job> found) {
    Map<Optional<UUID>, Deque<Job>> namespaces = new LinkedHashMap<>();
    for (Job job : found) {
      namespaces
          .computeIfAbsent(Optional.ofNullable(job.spec().namespaceId()), _ -> new ArrayDeque<>())
          .add(job);
    }
    List<Job> turns = new ArrayList<>(found.size());
    while (turns.size() < found.size()) {
      for (Deque<Job> own : namespaces.values()) {
        if (!own.isEmpty()) {
          turns.add(own.removeFirst());
        }
      }
    }
    return turns;
  }
}
