package com.resultity.pg;

import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.NodesContract;
import org.junit.jupiter.api.AfterEach;

/** PostgreSQL keeps the contract of nodes. */
class PgNodesTest implements NodesContract {
  private final PgBackend backend = new PgBackend(2);

  @Override
  public Backend backend() {
    return backend;
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
