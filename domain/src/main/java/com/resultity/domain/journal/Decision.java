package com.resultity.domain.journal;

import java.util.List;

/** What the rules say about one command: it happens, as these records, or it does not, and why. */
public sealed interface Decision {
  /** What is written down. */
  List<LogRecord> records();

  /** The command happens. Records are in the order in which they apply. */
  record Accepted(List<LogRecord> records) implements Decision {
    public Accepted {
      records = List.copyOf(records);
    }
  }

  /**
   * The command does not happen.
   *
   * @param records what is written down of the attempt, which changes nothing else; mostly nothing
   */
  record Refused(Refusal refusal, List<LogRecord> records) implements Decision {
    public Refused {
      records = List.copyOf(records);
    }

    public Refused(Refusal refusal) {
      this(refusal, List.of());
    }
  }

  static Decision accept(LogRecord... records) {
    return new Accepted(List.of(records));
  }

  static Decision refuse(RefusalCode code) {
    return new Refused(Refusal.of(code));
  }
}
