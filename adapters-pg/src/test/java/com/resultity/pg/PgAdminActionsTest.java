package com.resultity.pg;

import com.resultity.ports.journal.AdminActionsContract;
import com.resultity.ports.journal.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL keeps the contract of the trail of administrators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgAdminActionsTest implements AdminActionsContract {
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
