package com.resultity.ports.journal;

import io.vertx.core.Future;

/** What administrators did. */
public interface AdminActionReader {
  /**
   * Actions in the order of their ids, newest first. What is done meanwhile is of no page, and
   * nothing is of two. One call looks at a bounded number of actions, so a page may hold fewer than
   * the limit, even none, and still have a next.
   */
  Future<AdminActionPage> list(AdminActionQuery query);
}
