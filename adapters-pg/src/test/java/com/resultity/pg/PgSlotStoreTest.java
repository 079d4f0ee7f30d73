package com.resultity.pg;

import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.SlotStoreContract;
import org.junit.jupiter.api.AfterAll;

/** PostgreSQL keeps the contract of every store. */
class PgSlotStoreTest implements SlotStoreContract {
  private static final class Shared {
    static final PgBackend BACKEND = new PgBackend(80);
  }

  @Override
  public Backend backend() {
    return Shared.BACKEND;
  }

  @AfterAll
  static void close() {
    Shared.BACKEND.close();
  }
}
