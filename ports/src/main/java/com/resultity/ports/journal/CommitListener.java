package com.resultity.ports.journal;

import com.resultity.ports.errors.ErrorCode;

/** Is told how the committer fares. Must be quick, must not throw. */
public interface CommitListener {
  /** Listens to nothing. */
  CommitListener NONE = new CommitListener() {};

  /** Commands that became one transaction, the records they made, and how long it took. */
  default void committed(int slot, int commands, int records, long nanoseconds) {}

  /** A command failed with a fault. */
  default void failed(int slot, ErrorCode code) {}

  /** A transaction failed, for the cause; what became of its commands is told separately. */
  default void troubled(int slot, Throwable cause) {}
}
