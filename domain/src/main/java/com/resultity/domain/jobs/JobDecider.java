package com.resultity.domain.jobs;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
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
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Model;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a job's life. Whatever ends a job also ends its hold, in the same decision. */
public final class JobDecider {
  private static final Duration MIN_TTL = Duration.ofSeconds(1);

  private JobDecider() {}

  /**
   * Decides one command.
   *
   * @throws ArithmeticException when an amount would not fit 63 bits
   */
  public static Decision decide(JobCommand command, SlotState state, Instant at) {
    return switch (command) {
      case SubmitJob submit -> submit(submit, state, at);
      case DispatchJob _, CompleteJob _, FailJob _, CancelJob _, ExpireJob _ ->
          onJob(command, state, at);
    };
  }

  private static Decision submit(SubmitJob command, SlotState state, Instant at) {
    Purse purse = state.purse(command.namespaceId());
    if (purse == null) {
      return Decision.refuse(RefusalCode.NAMESPACE_NOT_FOUND);
    }
    Configuration configuration = state.configuration(purse.namespace().network());
    if (configuration == null) {
      return Decision.refuse(RefusalCode.NETWORK_NOT_CONFIGURED);
    }
    Optional<Model> model = configuration.terms().model(command.model());
    if (model.isEmpty()) {
      return Decision.refuse(RefusalCode.MODEL_NOT_AVAILABLE);
    }
    Duration maxTtl = configuration.terms().limits().maxTtl();
    if (command.ttl().compareTo(MIN_TTL) < 0 || command.ttl().compareTo(maxTtl) > 0) {
      return refuse(RefusalCode.TTL_OUT_OF_RANGE, "maxTtl", maxTtl.toString());
    }
    if (command.maxTokens() <= 0) {
      return Decision.refuse(RefusalCode.MAX_TOKENS_NOT_POSITIVE);
    }
    long most =
        model.get().tariff().priceAtMost(Math.min(command.maxTokens(), model.get().maxTokens()));
    if (command.amount() != null && command.amount() > most) {
      return refuse(RefusalCode.AMOUNT_EXCEEDS_PRICE, "price", Long.toString(most));
    }
    JobSpec spec = spec(command, configuration, model.get(), most, at);
    return hold(command, spec, new LedgerDraft(state, purse, at));
  }

  private static JobSpec spec(
      SubmitJob command, Configuration configuration, Model model, long most, Instant at) {
    return new JobSpec(
        command.namespaceId(),
        configuration.network(),
        model.name(),
        model.version(),
        configuration.version(),
        model.tariff(),
        command.mode(),
        command.priority(),
        Math.min(command.maxTokens(), model.maxTokens()),
        configuration.terms().limits().maxAttempts(),
        command.constraints(),
        command.contentReference(),
        command.amount() == null ? most : command.amount(),
        at.plus(command.ttl()));
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
      return refuse(RefusalCode.JOB_ALREADY_FINISHED, "state", JobStatus.of(job.state()).code());
    }
    if (job.due(at) != command instanceof ExpireJob) {
      return Decision.refuse(job.due(at) ? RefusalCode.JOB_EXPIRED : RefusalCode.JOB_NOT_DUE);
    }
    Hold hold = state.holdOf(job);
    LedgerDraft draft = new LedgerDraft(state, state.purseOf(hold), at);
    return switch (command) {
      case SubmitJob _ -> throw new IllegalArgumentException("submit is not on a job");
      case DispatchJob dispatch -> dispatch(dispatch, job);
      case CompleteJob complete -> complete(complete, job, hold, draft);
      case FailJob fail -> fail(fail, job, hold, draft);
      case CancelJob _ -> {
        draft.voidHold(hold);
        yield accept(new JobCancelled(job.id()), draft.records());
      }
      case ExpireJob _ -> {
        draft.expireHold(hold);
        yield accept(new JobExpired(job.id()), draft.records());
      }
    };
  }

  private static Decision dispatch(DispatchJob command, Job job) {
    return switch (job.state()) {
      case JobState.Queued queued ->
          Decision.accept(new JobDispatched(job.id(), command.nodeId(), queued.attempt() + 1));
      case JobState.Dispatched _, JobState.Finished _ ->
          Decision.refuse(RefusalCode.JOB_NOT_QUEUED);
    };
  }

  private static Decision complete(CompleteJob command, Job job, Hold hold, LedgerDraft draft) {
    Optional<RefusalCode> refusal = whyNotReport(job, command.nodeId(), command.attempt());
    if (refusal.isPresent()) {
      return Decision.refuse(refusal.get());
    }
    JobResult result = command.result();
    long price = job.spec().tariff().price(result.tokensIn(), result.tokensOut());
    long charged = Math.min(price, hold.amount());
    draft.settle(hold, charged);
    return accept(
        new JobCompleted(job.id(), command.nodeId(), command.attempt(), result, charged),
        draft.records());
  }

  private static Decision fail(FailJob command, Job job, Hold hold, LedgerDraft draft) {
    Optional<RefusalCode> refusal = whyNotReport(job, command.nodeId(), command.attempt());
    if (refusal.isPresent()) {
      return Decision.refuse(refusal.get());
    }
    if (command.attempt() < job.spec().maxAttempts()) {
      return Decision.accept(
          new JobRequeued(job.id(), command.nodeId(), command.attempt(), command.errorCode()));
    }
    draft.voidHold(hold);
    return accept(
        new JobFailed(job.id(), command.nodeId(), command.attempt(), command.errorCode()),
        draft.records());
  }

  // Only the node of the present attempt may report on it.
  private static Optional<RefusalCode> whyNotReport(Job job, NodeId nodeId, int attempt) {
    if (attempt < job.state().attempt()) {
      return Optional.of(RefusalCode.ATTEMPT_SUPERSEDED);
    }
    if (!(job.state() instanceof JobState.Dispatched dispatched)) {
      return Optional.of(RefusalCode.JOB_NOT_DISPATCHED);
    }
    if (attempt != dispatched.attempt() || !nodeId.equals(dispatched.nodeId())) {
      return Optional.of(RefusalCode.NODE_NOT_ASSIGNED);
    }
    return Optional.empty();
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
