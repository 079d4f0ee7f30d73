package com.resultity.ports.nodes;

import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.Penalty;
import java.util.List;

/**
 * A node with its history.
 *
 * @param penalties newest first, at most 100
 * @param bindings newest first, at most 100
 */
public record NodeView(Node node, List<Penalty> penalties, List<Binding> bindings) {
  /** No view tells more penalties, nor more bindings. */
  public static final int MOST = 100;

  public NodeView {
    penalties = List.copyOf(penalties);
    bindings = List.copyOf(bindings);
  }
}
