package com.resultity.pg;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on a test's own thread, never longer than half a minute. */
final class Await {
  private static final long SECONDS = 30;

  private Await() {}

  /** The future's value; fails with what it failed with. */
  static <T> T result(Future<T> future) {
    try {
      return completable(future).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (TimeoutException never) {
      throw new IllegalStateException("never answered", never);
    }
  }

  /** What the future failed with, which is a fault. */
  static ErrorCode fault(Future<?> future) {
    try {
      throw new AssertionError("did not fail: " + result(future));
    } catch (Fault fault) {
      return fault.code();
    }
  }

  /** Returns as soon as the condition holds. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("never came true: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static <T> CompletableFuture<T> completable(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }
}
