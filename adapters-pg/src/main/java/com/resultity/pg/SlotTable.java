package com.resultity.pg;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import java.util.function.Consumer;

/**
 * One area's share of a slot's transaction. Keeps nothing between transactions but what never
 * changes.
 */
public interface SlotTable {
  /** For tables that have nothing left to do. */
  Consumer<SlotQuery> NOTHING_MORE = _ -> {};

  /**
   * Sends the queries for what is touched; rows go into the state as they come.
   *
   * @return what is left to do when every query has been answered; it may send more
   */
  Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state);

  /** Sends the statements that write what changed. */
  void write(SlotQuery query, SlotState state);
}
