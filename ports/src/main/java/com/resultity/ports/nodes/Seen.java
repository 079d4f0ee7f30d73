package com.resultity.ports.nodes;

import com.resultity.domain.network.Network;
import java.util.Set;

/**
 * What a node was seen to work on.
 *
 * @param models empty for all that the network offers
 */
public record Seen(Network network, Set<String> models) {
  public Seen {
    models = Set.copyOf(models);
  }

  boolean covers(Network other, String model) {
    return network == other && (models.isEmpty() || models.contains(model));
  }
}
