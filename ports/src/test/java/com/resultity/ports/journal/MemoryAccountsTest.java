package com.resultity.ports.journal;

/** The accounts that other tests stand on keep the contract themselves. */
class MemoryAccountsTest implements AccountsContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
