package com.resultity.ports.journal;

/** The lists that other tests stand on keep the contract themselves. */
class MemoryJobLookupsTest implements JobLookupsContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
