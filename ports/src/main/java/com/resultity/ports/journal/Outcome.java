package com.resultity.ports.journal;

import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import java.util.List;
import java.util.Optional;

/** What became of a command. A fault is not an outcome: it fails the future. */
public sealed interface Outcome {

  /**
   * It happened, durably, as these records.
   *
   * @param replayed whether an earlier command with the same key did it
   * @param dryRun whether it did not happen: these are the records that there would be
   */
  record Done(List<Recorded> records, boolean replayed, boolean dryRun) implements Outcome {
    public Done {
      records = List.copyOf(records);
    }

    /** It did happen. */
    public Done(List<Recorded> records, boolean replayed) {
      this(records, replayed, false);
    }

    /** The record of the kind, which the command always makes exactly once. */
    public <R> R get(Class<R> kind) {
      return find(kind).orElseThrow(() -> new IllegalStateException("no " + kind));
    }

    /** The first record of the kind. */
    public <R> Optional<R> find(Class<R> kind) {
      return records.stream()
          .map(Recorded::fact)
          .filter(kind::isInstance)
          .map(kind::cast)
          .findFirst();
    }
  }

  /** The rules refused it; nothing changed. */
  record Declined(Refusal refusal, boolean replayed) implements Outcome {}

  /** Its idempotency key names another request; nothing changed. */
  record KeyReused() implements Outcome {}
}
