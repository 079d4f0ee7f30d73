package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about jobs. */
public interface JobReader {
  Future<Optional<Job>> find(UUID jobId);
}
