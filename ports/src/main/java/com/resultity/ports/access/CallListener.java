package com.resultity.ports.access;

import com.resultity.ports.errors.ErrorCode;

/** Is told how calls fare, each item of a stream like a call. Must be quick, must not throw. */
public interface CallListener {
  /** Listens to nothing. */
  CallListener NONE = new CallListener() {};

  /** Where a call came in. */
  enum Door {
    HTTP,
    GRPC
  }

  /** An operation was answered; {@code nanoseconds} after its message, or its call, had begun. */
  default void answered(Door door, Operation operation, long nanoseconds) {}

  /** An operation was refused or failed. */
  default void failed(Door door, Operation operation, ErrorCode code, long nanoseconds) {}
}
