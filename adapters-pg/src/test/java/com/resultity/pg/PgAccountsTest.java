package com.resultity.pg;

import com.resultity.ports.journal.AccountsContract;
import com.resultity.ports.journal.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL keeps the contract of accounts, wallets and keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgAccountsTest implements AccountsContract {
  private final PgBackend backend = new PgBackend(30);

  @Override
  public Backend backend() {
    return backend;
  }

  @AfterAll
  void close() {
    backend.close();
  }
}
