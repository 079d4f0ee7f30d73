package com.resultity.domain.jobs;

import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job: what it is and where it is in its life. Its hold has the same id. */
public record Job(UUID id, JobSpec spec, Instant submittedAt, JobState state) {

  /** A job as it is just after it was submitted. */
  public static Job submitted(JobSubmitted record, Instant at) {
    return new Job(record.jobId(), record.spec(), at, new JobState.Queued(0));
  }

  /** This job after the record, which the rules allowed in its present state. */
  public Job after(JobRecord record, Instant at) {
    return switch (record) {
      case JobSubmitted _ -> throw new IllegalStateException("job " + id + " exists");
      case JobDispatched d -> in(new JobState.Dispatched(d.attempt(), d.nodeId(), at));
      case JobCompleted c ->
          in(new JobState.Completed(c.attempt(), c.nodeId(), c.result(), c.charged(), at));
      case JobRequeued r -> in(new JobState.Queued(r.attempt()));
      case JobFailed f -> in(new JobState.Failed(f.attempt(), f.nodeId(), f.errorCode(), at));
      case JobCancelled _ -> in(new JobState.Cancelled(state.attempt(), node(), at));
      case JobExpired _ -> in(new JobState.Expired(state.attempt(), node(), at));
    };
  }

  /** Whether its deadline has come, swept or not. */
  public boolean due(Instant at) {
    return !(state instanceof JobState.Finished) && !spec.deadline().isAfter(at);
  }

  /** The node that works on it or did last; null when none does. */
  public @Nullable NodeId node() {
    return switch (state) {
      case JobState.Queued _ -> null;
      case JobState.Dispatched s -> s.nodeId();
      case JobState.Completed s -> s.nodeId();
      case JobState.Failed s -> s.nodeId();
      case JobState.Cancelled s -> s.nodeId();
      case JobState.Expired s -> s.nodeId();
    };
  }

  private Job in(JobState next) {
    return new Job(id, spec, submittedAt, next);
  }
}
