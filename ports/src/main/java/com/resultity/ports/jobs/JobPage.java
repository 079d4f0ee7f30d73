package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs.
 *
 * @param next the cursor of the page after; null when there is none
 */
public record JobPage(List<Job> jobs, @Nullable UUID next) {
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
