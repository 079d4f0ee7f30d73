package com.resultity.pg;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;

/** How a read that fails looks from outside. */
public final class Faults {
  private Faults() {}

  /** The same future, whose failure is a fault that leaks nothing. */
  public static <T> Future<T> unavailable(Future<T> read) {
    return read.recover(failure -> Future.failedFuture(new Fault(ErrorCode.UNAVAILABLE, failure)));
  }
}
