package com.resultity.ports.journal;

/** A transaction of a {@link SlotStore} did not end well. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is known about the transaction. */
  public enum Kind {
    /** Nothing was written: the database cannot be reached or asked for another try. */
    UNAVAILABLE,
    /** Nothing was written: the database refuses what was to be written, and will again. */
    REJECTED,
    /** The connection was lost while committing: all was written, or nothing. */
    UNKNOWN
  }

  private final Kind kind;

  public StoreFailure(Kind kind, Throwable cause) {
    super(kind.name(), cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
