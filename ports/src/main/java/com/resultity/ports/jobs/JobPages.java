package com.resultity.ports.jobs;

import io.vertx.core.Future;

/** Lists of jobs. */
public interface JobPages {
  /**
   * Jobs in the order of their ids, newest first. What is submitted meanwhile is of no page, and
   * nothing is of two. One call looks at a bounded number of jobs, so a page may hold fewer than
   * the limit, even none, and still have a next.
   */
  Future<JobPage> list(JobQuery query);
}
