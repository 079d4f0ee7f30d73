package com.resultity.pg;

import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.JobLookupsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL keeps the contract of every list of jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgJobLookupsTest implements JobLookupsContract {
  private final PgBackend backend = new PgBackend(20);

  @Override
  public Backend backend() {
    return backend;
  }

  @AfterAll
  void close() {
    backend.close();
  }
}
