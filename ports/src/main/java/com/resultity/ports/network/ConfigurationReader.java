package com.resultity.ports.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import io.vertx.core.Future;
import java.util.Optional;

/** Answers about network configuration. */
public interface ConfigurationReader {
  Future<Optional<Configuration>> findCurrent(Network network);
}
