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
        .addProperty("idle_in_transaction_session_timeout", "10s")
        .addProperty("plan_cache_mode", "force_generic_plan");
  }

  /** For look-ups and lists. */
  public static PgConnectOptions forReading(PgConnectOptions server) {
    return prepared(server)
        .setPipeliningLimit(256)
        .addProperty("application_name", "resultity-read")
        .addProperty("statement_timeout", "30s")
        .addProperty("default_transaction_read_only", "on");
  }

  private static PgConnectOptions prepared(PgConnectOptions server) {
    return new PgConnectOptions(server)
        .addProperty("role", "resultity_app")
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(256);
  }
}
