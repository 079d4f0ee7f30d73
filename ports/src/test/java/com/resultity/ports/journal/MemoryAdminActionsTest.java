package com.resultity.ports.journal;

/** The trail that other tests stand on keeps the contract itself. */
class MemoryAdminActionsTest implements AdminActionsContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
