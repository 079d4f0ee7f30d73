package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.pg.Lookups;
import com.resultity.ports.jobs.JobReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** Jobs by id, coalesced. */
public final class PgJobReader implements JobReader {
  private final Lookups<Job> lookups;

  public PgJobReader(SqlClient client, int slots) {
    lookups = new Lookups<>(client, slots, JobTable.FIND, JobTable::job);
  }

  @Override
  public Future<Optional<Job>> find(UUID jobId) {
    return lookups.find(jobId);
  }
}
