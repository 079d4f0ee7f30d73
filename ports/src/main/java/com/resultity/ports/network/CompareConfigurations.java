package com.resultity.ports.network;

import com.resultity.domain.network.Network;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.NetworkLines;
import io.vertx.core.Future;

/** Tells how one version of a configuration differs from another. */
public final class CompareConfigurations {
  private final ConfigurationReader configurations;
  private final JsonDiff diff;

  public CompareConfigurations(ConfigurationReader configurations, JsonDiff diff) {
    this.configurations = configurations;
    this.diff = diff;
  }

  /**
   * The JSON Patch (RFC 6902) that makes the canonical document of one version of another's.
   *
   * <p>Fails with {@code CONFIGURATION_NOT_FOUND}.
   */
  public Future<String> run(Network network, long from, long to) {
    return document(network, from)
        .compose(before -> document(network, to).map(after -> diff.patch(before, after)));
  }

  private Future<byte[]> document(Network network, long version) {
    return configurations
        .find(network, version)
        .map(found ->
            NetworkLines.encode(
                found.orElseThrow(() -> new Fault(ErrorCode.CONFIGURATION_NOT_FOUND))));
  }
}
