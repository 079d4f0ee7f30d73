package com.resultity.domain.ledger;

import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rule of batches that happen whole or not at all. */
final class BatchDecider {
  private BatchDecider() {}

  /**
   * Decides every command on what those before it left. The first refusal is the batch's, and its
   * fact {@code command} is the refused one's place in the batch, counted from 0.
   */
  static Decision decide(AllOrNone batch, SlotState state, Instant at) {
    SlotState tried = state.fork();
    List<LogRecord> records = new ArrayList<>();
    int place = 0;
    for (LedgerCommand command : batch.commands()) {
      switch (Decider.decide(command, tried, at)) {
        case Decision.Accepted accepted -> {
          tried.accept(command, accepted.records(), at);
          records.addAll(accepted.records());
        }
        case Decision.Refused refused -> {
          return new Decision.Refused(refused.refusal().with("command", Integer.toString(place)));
        }
      }
      place++;
    }
    return new Decision.Accepted(records);
  }
}
