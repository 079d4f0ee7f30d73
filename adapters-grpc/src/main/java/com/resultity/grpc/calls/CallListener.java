package com.resultity.grpc.calls;

import com.resultity.ports.access.Operation;
import com.resultity.ports.errors.ErrorCode;

/** Is told how calls fare, each item of a stream like a call. Must be quick, must not throw. */
public interface CallListener {
  /** Listens to nothing. */
  CallListener NONE = new CallListener() {};

  /** An operation was answered; {@code nanoseconds} after its message, or its call, had begun. */
  default void answered(Operation operation, long nanoseconds) {}

  /** An operation was refused or failed. */
  default void failed(Operation operation, ErrorCode code, long nanoseconds) {}
}
