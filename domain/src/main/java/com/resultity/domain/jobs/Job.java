package com.resultity.domain.jobs;

import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job: what it is and where it is in its life. Its hold has the same id.
 *
 * @param ended the attempts that came to no result, in order; the one that runs or succeeded is not
 *     among them
 */
public record Job(UUID id, JobSpec spec, Instant submittedAt, List<Attempt> ended, JobState state) {
  public Job {
    ended = List.copyOf(ended);
  }

  /** A job as it is just after it was submitted. */
  public static Job submitted(JobSubmitted record, Instant at) {
    return new Job(record.jobId(), record.spec(), at, List.of(), new JobState.Queued(at));
  }

  /** This job after the record, which the rules allowed in its present state. */
  public Job after(JobRecord record, Instant at) {
    return switch (record) {
      case JobSubmitted _ -> throw new IllegalStateException("job " + id + " exists");
      case JobDispatched d -> in(new JobState.Dispatched(d.nodeId(), at, d.claimId()));
      case JobCompleted c ->
          in(
              new JobState.Completed(
                  c.nodeId(), running().startedAt(), c.result(), c.charged(), at));
      case JobRequeued r ->
          failing(r.errorCode(), at)
              .in(new JobState.Queued(r.readyAt() == null ? at : r.readyAt()));
      case JobFailed f ->
          failing(f.errorCode(), at)
              .in(
                  new JobState.Failed(
                      f.errorCode() == null ? JobState.Failed.TIMED_OUT : f.errorCode(), at));
      case JobCancelled _ ->
          ending(Attempt.Outcome.CANCELLED, null, at).in(new JobState.Cancelled(at));
      case JobExpired _ -> ending(Attempt.Outcome.EXPIRED, null, at).in(new JobState.Expired(at));
      case JobReportedLate late -> reportedLate(late.attempt());
    };
  }

  /** Whether its deadline has come, swept or not. */
  public boolean due(Instant at) {
    return !(state instanceof JobState.Finished) && !spec.deadline().isAfter(at);
  }

  /** Whether the attempt that runs has taken as long as it may. */
  public boolean attemptDue(Instant at) {
    return state instanceof JobState.Dispatched && !dueAt().isAfter(at);
  }

  /** When it must be looked at again unless it has finished: its deadline, or its attempt's. */
  public Instant dueAt() {
    Duration timeout = spec.retry().attemptTimeout();
    if (!(state instanceof JobState.Dispatched dispatched) || timeout == null) {
      return spec.deadline();
    }
    Instant end = dispatched.at().plus(timeout);
    return end.isBefore(spec.deadline()) ? end : spec.deadline();
  }

  /** How often it has been given to a node. */
  public int attempt() {
    return switch (state) {
      case JobState.Dispatched _, JobState.Completed _ -> ended.size() + 1;
      case JobState.Queued _, JobState.Failed _, JobState.Cancelled _, JobState.Expired _ ->
          ended.size();
    };
  }

  /** The node that works on it or did last; null when none does. */
  public @Nullable NodeId node() {
    return switch (state) {
      case JobState.Queued _ -> null;
      case JobState.Dispatched s -> s.nodeId();
      case JobState.Completed s -> s.nodeId();
      case JobState.Failed _, JobState.Cancelled _, JobState.Expired _ ->
          ended.isEmpty() ? null : ended.getLast().nodeId();
    };
  }

  /** Whether the node has tried it and come to no result. */
  public boolean triedBy(NodeId nodeId) {
    return ended.stream().anyMatch(attempt -> attempt.nodeId().equals(nodeId));
  }

  /** The job as nodes may see it: who pays for it and how much is left out, as if nobody did. */
  public Job withoutBilling() {
    JobState seen =
        state instanceof JobState.Completed c
            ? new JobState.Completed(c.nodeId(), c.startedAt(), c.result(), 0, c.at())
            : state;
    return new Job(id, spec.withoutBilling(), submittedAt, ended, seen);
  }

  /** Every attempt, in order. */
  public List<Attempt> attempts() {
    return switch (state) {
      case JobState.Dispatched _ -> with(running());
      case JobState.Completed s ->
          with(
              Attempt.running(attempt(), s.nodeId(), s.startedAt())
                  .ended(Attempt.Outcome.COMPLETED, null, s.at()));
      case JobState.Queued _, JobState.Failed _, JobState.Cancelled _, JobState.Expired _ -> ended;
    };
  }

  private Attempt running() {
    if (state instanceof JobState.Dispatched dispatched) {
      return Attempt.running(attempt(), dispatched.nodeId(), dispatched.at());
    }
    throw new IllegalStateException("job " + id + " is with no node");
  }

  // Without an error code the node has not reported in time.
  private Job failing(@Nullable String errorCode, Instant at) {
    Attempt.Outcome how = errorCode == null ? Attempt.Outcome.TIMED_OUT : Attempt.Outcome.FAILED;
    return ending(how, errorCode, at);
  }

  private Job ending(Attempt.Outcome how, @Nullable String errorCode, Instant at) {
    return state instanceof JobState.Dispatched
        ? new Job(id, spec, submittedAt, with(running().ended(how, errorCode, at)), state)
        : this;
  }

  private Job reportedLate(int attempt) {
    List<Attempt> marked = new ArrayList<>(ended);
    marked.set(attempt - 1, ended.get(attempt - 1).reportedLate());
    return new Job(id, spec, submittedAt, marked, state);
  }

  private List<Attempt> with(Attempt last) {
    List<Attempt> all = new ArrayList<>(ended);
    all.add(last);
    return all;
  }

  private Job in(JobState next) {
    return new Job(id, spec, submittedAt, ended, next);
  }
}
