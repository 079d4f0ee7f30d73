package com.resultity.domain.nodes;

import com.resultity.domain.network.Network;
import java.util.List;

/**
 * What a node says of itself.
 *
 * @param networks those it takes part in, each once, at least one
 * @param region such as {@code eu-west}
 * @param runtime the name of what it runs models with, such as {@code vllm}
 * @param runtimeVersion of that
 */
public record NodeProfile(
    List<Network> networks,
    Hardware hardware,
    String region,
    String runtime,
    String runtimeVersion) {
  public NodeProfile {
    networks = List.copyOf(networks);
    if (networks.isEmpty() || networks.stream().distinct().count() != networks.size()) {
      throw new IllegalArgumentException("a node takes part in one network or more, each once");
    }
  }

  NodeProfile running(String otherRuntime, String otherVersion) {
    return new NodeProfile(networks, hardware, region, otherRuntime, otherVersion);
  }

  // What validation has looked at.
  boolean changes(NodeProfile before) {
    return !hardware.equals(before.hardware) || !region.equals(before.region);
  }
}
