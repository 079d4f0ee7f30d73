package com.resultity.ports.jobs;

import com.resultity.domain.network.Network;
import io.vertx.core.Future;
import java.util.List;

/** How much waits for nodes. */
public interface QueueReader {
  /** A line for every model and priority with jobs that have not finished, in that order. */
  Future<List<QueueLine>> list(Network network);
}
