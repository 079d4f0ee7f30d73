package com.resultity.ports.journal;

/** The nodes that other tests stand on keep the contract themselves. */
class MemoryNodesTest implements NodesContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Backend backend() {
    return store;
  }
}
