package com.resultity.pg;

import io.vertx.pgclient.PgConnectOptions;

/** How Core's connections are set up, whatever the server: as the role that may only append. */
public final class PgOptions {
  private PgOptions() {}

  /** For the committer: a transaction that stalls is ended by the server. */
  public static PgConnectOptions forWriting(PgConnectOptions server) {
    return prepared(server)
        .setPipeliningLimit(64)
        .addProperty("application_name", "resultity-commit")
        .addProperty("statement_timeout", "30s")
        .addProperty("idle_in_transaction_session_timeout", "10s");
  }

  /** For look-ups and short lists. */
  public static PgConnectOptions forReading(PgConnectOptions server) {
    return prepared(server)
        .setPipeliningLimit(256)
        .addProperty("application_name", "resultity-read")
        .addProperty("statement_timeout", "10s")
        .addProperty("default_transaction_read_only", "on");
  }

  /**
   * For lists and sums that look at many rows, whose number no plan knows: never by sorting all.
   */
  public static PgConnectOptions forReports(PgConnectOptions server) {
    return forReading(server)
        .setPipeliningLimit(1)
        .addProperty("application_name", "resultity-report")
        .addProperty("statement_timeout", "30s")
        .addProperty("enable_sort", "off");
  }

  // A plan made while a table, or the partition of a month to come, was empty must still be right
  // when it has filled up: so one plan for all parameters, and never a scan where an index serves.
  private static PgConnectOptions prepared(PgConnectOptions server) {
    return new PgConnectOptions(server)
        .addProperty("role", "resultity_app")
        .addProperty("plan_cache_mode", "force_generic_plan")
        .addProperty("enable_seqscan", "off")
        .addProperty("jit", "off")
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(256);
  }
}
