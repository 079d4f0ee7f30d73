package com.resultity.ports.journal;

/** The store that other tests stand on keeps the contract itself. */
class MemoryStoreTest implements SlotStoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
