package com.resultity.domain.jobs;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is asked of jobs, in whatever order: each ends once, and the credit adds up. */
class JobPropertyTest {
  private static final long GRANTED = 100_000;
  private static final int JOBS = 8;
  private static final RetryPolicy RETRY =
      new RetryPolicy(3, Duration.ofSeconds(40), Duration.ofSeconds(5));

  @Property(tries = 300)
  void everyJobEndsOnceAndItsCreditIsChargedOrReturned(@ForAll long seed) {
    Run run = new Run(new Random(seed));
    for (int i = 0; i < 150; i++) {
      run.step();
    }
  }

  private static final class Run {
    private final Random random;
    private final SlotState state = fresh();
    private final SlotState replayed = fresh();
    private final Map<UUID, JobState> ends = new HashMap<>();
    private Instant now = NOON;
    private int submitted;

    Run(Random random) {
      this.random = random;
      decide(new GrantCredit(id(1), NS, GRANTED, GrantSource.BONUS, 0, null, null));
    }

    private static SlotState fresh() {
      SlotState state = new SlotState();
      state.loadPurse(
          Purse.empty(
              new Namespace(NS, id(2), "n", Network.TESTNET, NamespaceStatus.OPEN, NOON, false)));
      state.loadConfiguration(JobRequests.configuration(Network.TESTNET, RETRY, Multipliers.NONE));
      return state;
    }

    void step() {
      now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(50) : 0);
      Command command = command();
      Job before =
          command instanceof SubmitJob || command instanceof SubmitBlindJob
              ? null
              : state.job(id(job(command)));
      Decision decision = decide(command);
      if (command instanceof DispatchJob dispatch && decision instanceof Decision.Accepted) {
        givenAsTheRulesSay(Objects.requireNonNull(before), dispatch);
      }
      for (int number = 100; number < 100 + submitted; number++) {
        check(Objects.requireNonNull(state.job(id(number))));
      }
      creditAddsUp();
    }

    private Decision decide(Command command) {
      Decision decision = Decider.decide(command, state, now);
      List<LogRecord> records = decision.records();
      if (decision instanceof Decision.Accepted) {
        state.accept(command, records, now);
      } else {
        records.forEach(record -> state.apply(record, now));
      }
      records.forEach(record -> replayed.apply(record, now));
      return decision;
    }

    private Command command() {
      if (submitted < JOBS && (submitted == 0 || random.nextInt(12) == 0)) {
        return submit(id(100 + submitted++));
      }
      UUID job = id(100 + random.nextInt(submitted));
      NodeId node = new NodeId("0x%040x".formatted(random.nextInt(4)));
      int attempt = 1 + random.nextInt(3);
      return switch (random.nextInt(14)) {
        case 0, 1, 2, 3, 4 ->
            new DispatchJob(job, node, new NodeCheck(List.of(), random.nextBoolean()), null);
        case 5, 6 ->
            new CompleteJob(
                job, node, attempt, JobRequests.result(random.nextInt(90), random.nextInt(90)));
        case 7, 8, 9 -> new FailJob(job, node, attempt, "oom");
        case 10, 11 -> new TimeOutAttempt(job);
        case 12 -> random.nextInt(5) == 0 ? new CancelJob(job) : new TimeOutAttempt(job);
        default -> new ExpireJob(job);
      };
    }

    private Command submit(UUID id) {
      JobRequest request =
          JobRequests.request("llama", Duration.ofSeconds(60 + random.nextInt(300)), 100);
      return random.nextInt(4) == 0
          ? new SubmitBlindJob(id, Network.TESTNET, request)
          : new SubmitJob(id, NS, request, null);
    }

    private static int job(Command command) {
      UUID id =
          switch ((JobCommand) command) {
            case DispatchJob c -> c.jobId();
            case CompleteJob c -> c.jobId();
            case FailJob c -> c.jobId();
            case TimeOutAttempt c -> c.jobId();
            case CancelJob c -> c.jobId();
            case ExpireJob c -> c.jobId();
            case SubmitJob c -> c.jobId();
            case SubmitBlindJob c -> c.jobId();
          };
      return (int) id.getLeastSignificantBits();
    }

    private void givenAsTheRulesSay(Job before, DispatchJob dispatch) {
      assertThat(before.state()).isInstanceOf(JobState.Queued.class);
      assertThat(((JobState.Queued) before.state()).readyAt()).isBeforeOrEqualTo(now);
      assertThat(before.spec().deadline()).isAfter(now);
      assertThat(
              before.triedBy(dispatch.nodeId())
                  && Objects.requireNonNull(dispatch.check()).others())
          .isFalse();
    }

    private void check(Job job) {
      assertThat(replayed.job(job.id())).isEqualTo(job);
      assertThat(job.attempts()).hasSizeLessThanOrEqualTo(RETRY.maxAttempts());
      for (int i = 0; i < job.attempts().size(); i++) {
        assertThat(job.attempts().get(i).number()).isEqualTo(i + 1);
      }
      if (job.state() instanceof JobState.Finished finished) {
        assertThat(ends.computeIfAbsent(job.id(), _ -> finished)).isEqualTo(finished);
      }
    }

    private void creditAddsUp() {
      long held = 0;
      long spent = 0;
      for (int number = 100; number < 100 + submitted; number++) {
        Job job = Objects.requireNonNull(state.job(id(number)));
        if (job.state() instanceof JobState.Completed completed) {
          spent += completed.charged();
        } else if (!(job.state() instanceof JobState.Finished)) {
          held += job.spec().held();
        }
      }
      assertThat(Objects.requireNonNull(state.purse(NS)).credits())
          .isEqualTo(new Credits(GRANTED - held - spent, held, spent, 0));
    }
  }
}
