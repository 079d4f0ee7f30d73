package com.resultity.domain.log;

/** The way from a node up to the root, past one sibling after the other (RFC 9162, 2.1.3.2). */
final class Ascent {
  private long node;
  private long last;

  /**
   * Starts on some level of the tree.
   *
   * @param last the last node of that level
   */
  Ascent(long node, long last) {
    this.node = node;
    this.last = last;
  }

  boolean atRoot() {
    return last == 0;
  }

  boolean siblingIsLeft() {
    return node % 2 == 1 || node == last;
  }

  /** To the parent; a last node without a partner is its own parent. Not from the root. */
  void rise() {
    int levels = 1 + (node == last ? Long.numberOfTrailingZeros(node) : 0);
    node >>= levels;
    last >>= levels;
  }
}
