package com.resultity.benchmarks.load;

import io.vertx.core.Future;
import java.util.UUID;

/** A way to ask Core. Answers fail unless they are the ones hoped for. */
public interface Target extends AutoCloseable {
  /** How it is called in reports. */
  String name();

  /** Submits a new job of the population's namespace; answers its id. */
  Future<UUID> submit(int namespace);

  Future<?> checkCredit(int namespace);

  Future<?> findJob(UUID id);

  @Override
  void close();
}
