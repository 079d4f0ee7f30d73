package com.resultity.pg;

import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.SlotStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL keeps the contract of every store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgSlotStoreTest implements SlotStoreContract {
  private final PgBackend backend = new PgBackend(100);

  @Override
  public Backend backend() {
    return backend;
  }

  @AfterAll
  void close() {
    backend.close();
  }
}
