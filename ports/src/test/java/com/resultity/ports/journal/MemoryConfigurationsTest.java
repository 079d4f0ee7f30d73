package com.resultity.ports.journal;

/** The configurations that other tests stand on keep the contract themselves. */
class MemoryConfigurationsTest implements ConfigurationsContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
