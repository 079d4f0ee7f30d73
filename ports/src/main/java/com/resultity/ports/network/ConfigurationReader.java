package com.resultity.ports.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers about network configuration. */
public interface ConfigurationReader {
  Future<Optional<Configuration>> findCurrent(Network network);

  Future<Optional<Configuration>> find(Network network, long version);

  /**
   * How versions came to be, the newest first.
   *
   * @param before of lower versions only; null for all
   */
  Future<List<ConfigurationVersion>> list(Network network, @Nullable Long before, int limit);
}
