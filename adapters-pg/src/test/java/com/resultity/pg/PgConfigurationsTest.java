package com.resultity.pg;

import com.resultity.ports.journal.Backend;
import com.resultity.ports.journal.ConfigurationsContract;
import org.junit.jupiter.api.AfterEach;

/** PostgreSQL keeps the contract of configurations. */
class PgConfigurationsTest implements ConfigurationsContract {
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
