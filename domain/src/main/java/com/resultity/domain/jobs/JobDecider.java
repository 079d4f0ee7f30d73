package com.resultity.domain.jobs;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerDecider;
import com.resultity.domain.ledger.LedgerDraft;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The rules of a job's life. Whatever ends a job also ends its hold, in the same decision. */
public final class JobDecider {
  private JobDecider() {}

  /**
   * Decides one command.
   *
   * @throws ArithmeticException when an amount would not fit 63 bits
   */
  public static Decision decide(JobCommand command, SlotState state, Instant at) {
    return switch (command) {
      case SubmitJob submit -> submit(submit, state, at);
      case SubmitBlindJob submit -> submit(submit, state, at);
      case DispatchJob _, CompleteJob _, FailJob _, TimeOutAttempt _, CancelJob _, ExpireJob _ ->
          onJob(command, state, at);
    };
  }

  private static Decision submit(SubmitJob command, SlotState state, Instant at) {
    Purse purse = state.purse(command.namespaceId());
    if (purse == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    Network network = purse.namespace().network();
    return switch (JobPricing.price(command.request(), state.configuration(network))) {
      case JobPricing.Refused refused -> new Decision.Refused(refused.refusal());
      case JobPricing.Priced priced -> {
        if (command.amount() != null && command.amount() > priced.most()) {
          yield refuse(RefusalCode.AMOUNT_EXCEEDS_PRICE, "price", Long.toString(priced.most()));
        }
        long held = command.amount() == null ? priced.most() : command.amount();
        JobSpec spec = priced.spec(command.namespaceId(), held, at);
        yield hold(command, spec, new LedgerDraft(state, purse, at));
      }
    };
  }

  private static Decision submit(SubmitBlindJob command, SlotState state, Instant at) {
    return switch (JobPricing.price(command.request(), state.configuration(command.network()))) {
      case JobPricing.Refused refused -> new Decision.Refused(refused.refusal());
      case JobPricing.Priced priced ->
          Decision.accept(new JobSubmitted(command.jobId(), priced.spec(null, 0, at)));
    };
  }

  private static Decision hold(SubmitJob command, JobSpec spec, LedgerDraft draft) {
    Optional<Refusal> refusal = LedgerDecider.whyNotHold(draft.purse(), spec.held());
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    draft.hold(command.jobId(), spec.held(), spec.deadline(), Overage.CAP, true);
    return accept(new JobSubmitted(command.jobId(), spec), draft.records());
  }

  private static Decision onJob(JobCommand command, SlotState state, Instant at) {
    Job job = state.job(command.jobId());
    if (job == null) {
      return Decision.refuse(RefusalCode.JOB_NOT_FOUND);
    }
    if (job.state() instanceof JobState.Finished) {
      String status = JobStatus.of(job.state()).code();
      return late(
          command, job, Refusal.of(RefusalCode.JOB_ALREADY_FINISHED, Map.of("state", status)));
    }
    if (job.due(at) != command instanceof ExpireJob) {
      return Decision.refuse(job.due(at) ? RefusalCode.JOB_EXPIRED : RefusalCode.JOB_NOT_DUE);
    }
    return switch (command) {
      case SubmitJob _, SubmitBlindJob _ ->
          throw new IllegalArgumentException("submit is not on a job");
      case DispatchJob dispatch -> dispatch(dispatch, job, at);
      case CompleteJob complete -> complete(complete, job, state, at);
      case FailJob fail -> fail(fail, job, state, at);
      case TimeOutAttempt _ -> timeOut(job, state, at);
      case CancelJob _ -> end(new JobCancelled(job.id()), job, state, at, LedgerDraft::voidHold);
      case ExpireJob _ -> end(new JobExpired(job.id()), job, state, at, LedgerDraft::expireHold);
    };
  }

  private static Decision dispatch(DispatchJob command, Job job, Instant at) {
    if (!(job.state() instanceof JobState.Queued queued)) {
      return Decision.refuse(RefusalCode.JOB_NOT_QUEUED);
    }
    if (queued.readyAt().isAfter(at)) {
      return refuse(RefusalCode.JOB_NOT_READY, "readyAt", queued.readyAt().toString());
    }
    NodeCheck check = Objects.requireNonNull(command.check(), "the registry was not asked");
    if (!check.reasons().isEmpty()) {
      return refuse(RefusalCode.NODE_NOT_ELIGIBLE, "reasons", String.join(", ", check.reasons()));
    }
    if (job.triedBy(command.nodeId()) && check.others()) {
      return Decision.refuse(RefusalCode.NODE_ALREADY_TRIED);
    }
    return Decision.accept(
        new JobDispatched(job.id(), command.nodeId(), job.attempt() + 1, command.claimId()));
  }

  private static Decision complete(CompleteJob command, Job job, SlotState state, Instant at) {
    Optional<RefusalCode> refusal = whyNotReport(job, command.nodeId(), command.attempt());
    if (refusal.isPresent()) {
      return late(command, job, Refusal.of(refusal.get()));
    }
    JobResult result = command.result();
    long price = job.spec().tariff().price(result.tokensIn(), result.tokensOut());
    long charged = Math.min(price, job.spec().held());
    return end(
        new JobCompleted(job.id(), command.nodeId(), command.attempt(), result, charged),
        job,
        state,
        at,
        (draft, hold) -> draft.settle(hold, charged));
  }

  private static Decision fail(FailJob command, Job job, SlotState state, Instant at) {
    Optional<RefusalCode> refusal = whyNotReport(job, command.nodeId(), command.attempt());
    return refusal.isPresent()
        ? late(command, job, Refusal.of(refusal.get()))
        : retry(job, command.nodeId(), command.errorCode(), state, at);
  }

  private static Decision timeOut(Job job, SlotState state, Instant at) {
    return switch (job.state()) {
      case JobState.Dispatched dispatched ->
          job.attemptDue(at)
              ? retry(job, dispatched.nodeId(), null, state, at)
              : Decision.refuse(RefusalCode.JOB_NOT_DUE);
      case JobState.Queued _, JobState.Finished _ ->
          Decision.refuse(RefusalCode.JOB_NOT_DISPATCHED);
    };
  }

  private static Decision retry(
      Job job, NodeId nodeId, @Nullable String errorCode, SlotState state, Instant at) {
    int attempt = job.attempt();
    RetryPolicy policy = job.spec().retry();
    if (attempt >= policy.maxAttempts()) {
      JobFailed failed = new JobFailed(job.id(), nodeId, attempt, errorCode);
      return end(failed, job, state, at, LedgerDraft::voidHold);
    }
    Instant readyAt = policy.readyAt(attempt, at);
    return Decision.accept(
        new JobRequeued(job.id(), nodeId, attempt, errorCode, readyAt.equals(at) ? null : readyAt));
  }

  // Only the node of the present attempt may report on it.
  private static Optional<RefusalCode> whyNotReport(Job job, NodeId nodeId, int attempt) {
    if (attempt < job.attempt()) {
      return Optional.of(RefusalCode.ATTEMPT_SUPERSEDED);
    }
    if (!(job.state() instanceof JobState.Dispatched dispatched)) {
      return Optional.of(RefusalCode.JOB_NOT_DISPATCHED);
    }
    if (attempt != job.attempt() || !nodeId.equals(dispatched.nodeId())) {
      return Optional.of(RefusalCode.NODE_NOT_ASSIGNED);
    }
    return Optional.empty();
  }

  // The first report on an attempt that ended without one is written down, so that whoever judges
  // nodes can see it. One line per attempt at most: a node cannot fill the log.
  private static Decision late(JobCommand command, Job job, Refusal refusal) {
    return switch (command) {
      case CompleteJob c -> late(job, c.nodeId(), c.attempt(), refusal);
      case FailJob f -> late(job, f.nodeId(), f.attempt(), refusal);
      case SubmitJob _,
          SubmitBlindJob _,
          DispatchJob _,
          TimeOutAttempt _,
          CancelJob _,
          ExpireJob _ ->
          new Decision.Refused(refusal);
    };
  }

  private static Decision late(Job job, NodeId nodeId, int number, Refusal refusal) {
    if (number < 1 || number > job.ended().size()) {
      return new Decision.Refused(refusal);
    }
    Attempt attempt = job.ended().get(number - 1);
    return attempt.nodeId().equals(nodeId) && attempt.awaitsReport()
        ? new Decision.Refused(refusal, List.of(new JobReportedLate(job.id(), nodeId, number)))
        : new Decision.Refused(refusal);
  }

  // A blind job has no hold to end.
  private static Decision end(
      JobRecord record,
      Job job,
      SlotState state,
      Instant at,
      BiConsumer<LedgerDraft, Hold> ending) {
    if (job.spec().blind()) {
      return Decision.accept(record);
    }
    Hold hold = state.holdOf(job);
    LedgerDraft draft = new LedgerDraft(state, state.purseOf(hold), at);
    ending.accept(draft, hold);
    return accept(record, draft.records());
  }

  private static Decision accept(JobRecord first, List<LogRecord> ledger) {
    List<LogRecord> records = new ArrayList<>(ledger.size() + 1);
    records.add(first);
    records.addAll(ledger);
    return new Decision.Accepted(records);
  }

  private static Decision refuse(RefusalCode code, String fact, String value) {
    return new Decision.Refused(Refusal.of(code, Map.of(fact, value)));
  }
}
