package com.resultity.domain.jobs;

import java.util.Locale;

/** The name of a job's state, as clients and tables know it. */
public enum JobStatus {
  QUEUED,
  DISPATCHED,
  COMPLETED,
  FAILED,
  CANCELLED,
  EXPIRED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  public static JobStatus of(JobState state) {
    return switch (state) {
      case JobState.Queued _ -> QUEUED;
      case JobState.Dispatched _ -> DISPATCHED;
      case JobState.Completed _ -> COMPLETED;
      case JobState.Failed _ -> FAILED;
      case JobState.Cancelled _ -> CANCELLED;
      case JobState.Expired _ -> EXPIRED;
    };
  }
}
