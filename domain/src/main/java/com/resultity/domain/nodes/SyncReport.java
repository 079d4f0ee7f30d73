package com.resultity.domain.nodes;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Network;
import java.util.List;

/**
 * What a node says of itself on one network.
 *
 * @param configuration the digest of the configuration that it follows; {@link Digest#NONE} for
 *     none
 * @param models at most 100; none is archived
 */
public record SyncReport(
    Network network,
    Digest configuration,
    String runtime,
    String runtimeVersion,
    List<ServedModel> models) {
  public SyncReport {
    models = List.copyOf(models);
  }
}
