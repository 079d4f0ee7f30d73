package com.resultity.grpc.calls;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop. What other threads hand to it is taken over together: one wake-up for all the
 * answers of a block.
 */
final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Vertx vertx;
  private final Context context;
  private final Thread thread = Thread.currentThread();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Set<StreamCall<?, ?>> streams = new LinkedHashSet<>();

  /** To be made on the event loop that it is about. */
  Loop(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  void execute(Runnable task) {
    if (Thread.currentThread() == thread) {
      task.run();
      return;
    }
    tasks.add(task);
    if (awake.compareAndSet(false, true)) {
      context.runOnContext(_ -> takeOver());
    }
  }

  long after(long milliseconds, Runnable task) {
    return vertx.setTimer(milliseconds, _ -> execute(task));
  }

  void cancel(long timer) {
    vertx.cancelTimer(timer);
  }

  void opened(StreamCall<?, ?> stream) {
    streams.add(stream);
  }

  void closed(StreamCall<?, ?> stream) {
    streams.remove(stream);
  }

  /** Ends every stream as soon as what it has read is answered. */
  void shutDown() {
    execute(() -> List.copyOf(streams).forEach(StreamCall::shutDown));
  }

  private void takeOver() {
    awake.set(false);
    Runnable task;
    while ((task = tasks.poll()) != null) {
      try {
        task.run();
      } catch (RuntimeException thrown) {
        LOG.error("an answer was lost", thrown);
      }
    }
  }
}
