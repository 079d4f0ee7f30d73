package com.resultity.domain.nodes;

import com.resultity.domain.journal.Digest;

/**
 * A model on a node.
 *
 * @param contentHash SHA-256 of the manifest of the weights that the node has
 */
public record ServedModel(
    String name, String version, Digest contentHash, ServedModelStatus status) {

  ServedModel in(ServedModelStatus other) {
    return new ServedModel(name, version, contentHash, other);
  }

  boolean sameAs(ServedModel other) {
    return name.equals(other.name) && version.equals(other.version);
  }
}
