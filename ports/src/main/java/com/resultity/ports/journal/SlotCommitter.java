package com.resultity.ports.journal;

import com.resultity.domain.journal.Command;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One slot's single file. While a block commits, commands queue; then all that queued become the
 * next block. There is no timer: a lone command goes at once, and load makes its own batches.
 */
final class SlotCommitter {
  private static final Duration SETTLE_PAUSE = Duration.ofMillis(100);
  private static final int MAX_RERUNS = 3;

  private final int slot;
  private final CommitterSettings settings;
  private final SlotStore store;
  private final InstantSource clock;
  private final Delay delay;
  private final CommitListener listener;
  private final ArrayBlockingQueue<Pending> queue;
  private final AtomicInteger weight = new AtomicInteger();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicReference<@Nullable Promise<Void>> drained = new AtomicReference<>();
  private volatile Batch committing;

  SlotCommitter(
      int slot,
      CommitterSettings settings,
      SlotStore store,
      InstantSource clock,
      Delay delay,
      CommitListener listener) {
    this.slot = slot;
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.delay = delay;
    this.listener = listener;
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.committing = new Batch(slot, List.of());
  }

  Future<Outcome> submit(Caller caller, Command command) {
    if (drained.get() != null) {
      return refuse(ErrorCode.SHUTTING_DOWN);
    }
    Pending pending = Pending.of(caller, command, code -> listener.failed(slot, code));
    if (!enqueue(pending)) {
      return refuse(ErrorCode.OVERLOADED);
    }
    // Draining may have begun, and ended, since it was looked at.
    if (drained.get() != null && dequeue(pending)) {
      return refuse(ErrorCode.SHUTTING_DOWN);
    }
    wake();
    return pending.promise().future();
  }

  // What weighs more than the whole queue may wait in it alone.
  private boolean enqueue(Pending pending) {
    int own = pending.command().weight();
    int all = weight.addAndGet(own);
    if ((all <= settings.queue() || all == own) && queue.offer(pending)) {
      return true;
    }
    weight.addAndGet(-own);
    return false;
  }

  private boolean dequeue(Pending pending) {
    boolean removed = queue.remove(pending);
    if (removed) {
      weight.addAndGet(-pending.command().weight());
    }
    return removed;
  }

  void expireLate() {
    Instant now = clock.instant();
    // Told outside of the queue's lock, for a waiter may submit again.
    List<Pending> late = new ArrayList<>();
    for (Pending pending : queue.toArray(new Pending[0])) {
      if (pending.late(now) && dequeue(pending)) {
        late.add(pending);
      }
    }
    dropLate(late);
    committing.late(now).fail(ErrorCode.OUTCOME_UNKNOWN, this::troubled);
  }

  int waiting() {
    return weight.get();
  }

  /** Takes no more commands; completes when those taken are answered. */
  Future<Void> drain() {
    Promise<Void> promise = Promise.promise();
    drained.compareAndSet(null, promise);
    wake();
    Promise<Void> first = drained.get();
    return first == null ? promise.future() : first.future();
  }

  private Future<Outcome> refuse(ErrorCode code) {
    listener.failed(slot, code);
    return Future.failedFuture(new Fault(code));
  }

  private void wake() {
    if (busy.compareAndSet(false, true)) {
      next();
    }
  }

  private void next() {
    Batch batch = nextBatch();
    if (batch.size() > 0) {
      committing = batch;
      commit(batch, MAX_RERUNS).recover(bug -> abandon(batch, bug)).onComplete(_ -> next());
      return;
    }
    busy.set(false);
    Promise<Void> waiting = drained.get();
    if (!queue.isEmpty()) {
      wake();
    } else if (waiting != null) {
      waiting.tryComplete();
    }
  }

  private Batch nextBatch() {
    List<Pending> taken = new ArrayList<>(Math.min(queue.size(), settings.batch()));
    int taking = 0;
    for (Pending next; taking < settings.batch() && (next = queue.poll()) != null; ) {
      taken.add(next);
      taking += next.command().weight();
    }
    weight.addAndGet(-taking);
    Instant now = clock.instant();
    List<Pending> late = taken.stream().filter(pending -> pending.late(now)).toList();
    taken.removeAll(late);
    dropLate(late);
    return new Batch(slot, taken);
  }

  private void dropLate(List<Pending> late) {
    if (!late.isEmpty()) {
      var _ = fail(new Batch(slot, late), ErrorCode.DEADLINE_EXCEEDED);
    }
  }

  // Never fails: whatever happens is told to the callers.
  private Future<Void> commit(Batch batch, int reruns) {
    long start = System.nanoTime();
    return Future.succeededFuture()
        .compose(_ ->
            store.commit(slot, batch.touched(), batch.keys(), view -> batch.decide(view, now())))
        .compose(
            _ -> {
              listener.committed(slot, batch.size(), batch.records(), System.nanoTime() - start);
              return answer(batch);
            },
            failure -> recover(batch, failure, reruns));
  }

  private void troubled(Throwable cause) {
    listener.troubled(slot, cause);
  }

  private Future<Void> answer(Batch batch) {
    batch.answer(this::troubled);
    return Future.succeededFuture();
  }

  // Whoever was not told by now cannot be told more.
  private Future<Void> abandon(Batch batch, Throwable bug) {
    listener.troubled(slot, bug);
    return fail(batch, ErrorCode.OUTCOME_UNKNOWN);
  }

  private Future<Void> recover(Batch batch, Throwable failure, int reruns) {
    listener.troubled(slot, failure);
    if (!(failure instanceof StoreFailure known)) {
      return isolate(batch, reruns);
    }
    return switch (known.kind()) {
      case UNAVAILABLE -> fail(batch, ErrorCode.UNAVAILABLE);
      case REJECTED -> isolate(batch, reruns);
      case UNKNOWN -> settle(batch, clock.instant().plus(settings.settleFor()), reruns);
    };
  }

  // One command must not take its neighbours down: halve until it stands alone. Alone it is decided
  // once more: what it collided with in another slot can be seen now.
  private Future<Void> isolate(Batch batch, int reruns) {
    if (batch.size() == 1) {
      return reruns > 1 ? commit(batch, 1) : fail(batch, ErrorCode.INTERNAL);
    }
    int half = batch.size() / 2;
    return commit(batch.part(0, half), MAX_RERUNS)
        .compose(_ -> commit(batch.part(half, batch.size()), MAX_RERUNS));
  }

  // The connection was lost while committing. What the slot's chain says is what happened.
  private Future<Void> settle(Batch batch, Instant until, int reruns) {
    BlockHeader header = batch.header();
    if (header == null) {
      return rerun(batch, reruns);
    }
    return store
        .settle(slot, header.sequence())
        .compose(found -> {
          if (found.isEmpty() || !found.get().equals(header.hash())) {
            return rerun(batch, reruns);
          }
          return answer(batch);
        })
        .recover(failure -> {
          listener.troubled(slot, failure);
          return clock.instant().isBefore(until)
              ? delay.of(SETTLE_PAUSE).compose(_ -> settle(batch, until, reruns))
              : fail(batch, ErrorCode.OUTCOME_UNKNOWN);
        });
  }

  private Future<Void> rerun(Batch batch, int reruns) {
    return reruns > 0 ? commit(batch, reruns - 1) : fail(batch, ErrorCode.UNAVAILABLE);
  }

  private Future<Void> fail(Batch batch, ErrorCode code) {
    batch.fail(code, this::troubled);
    return Future.succeededFuture();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
