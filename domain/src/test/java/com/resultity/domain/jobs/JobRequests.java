package com.resultity.domain.jobs;

import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.ledger.Requests.HOUR;
import static com.resultity.domain.ledger.Requests.grant;

import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on jobs in few words. */
final class JobRequests {
  static final NodeId NODE = new NodeId("0x" + "1a".repeat(20));
  static final NodeId OTHER = new NodeId("0x" + "2b".repeat(20));

  /** 10 per request, 1 per token read, 2 per token written. */
  static final Tariff TARIFF = new Tariff(10, 1_000_000, 2_000_000);

  private JobRequests() {}

  /** A namespace with 1,000 microcredits; jobs of at most 100 tokens and 2 hours, 2 attempts. */
  static Scenario funded(Command... commands) {
    return funded(RetryPolicy.of(2), Multipliers.NONE, commands);
  }

  static Scenario funded(RetryPolicy retry, Multipliers multipliers, Command... commands) {
    Scenario scenario = given(grant(10, 1000));
    scenario.state().loadConfiguration(configuration(Network.TESTNET, retry, multipliers));
    return scenario.and(commands);
  }

  static Configuration configuration(Network network) {
    return configuration(network, RetryPolicy.of(2), Multipliers.NONE);
  }

  static Configuration configuration(Network network, RetryPolicy retry, Multipliers multipliers) {
    return new Configuration(
        network,
        7,
        new Terms(
            List.of(new Model("llama", "3.1", TARIFF, 100)),
            new JobLimits(Duration.ofHours(2), retry),
            multipliers));
  }

  static SubmitJob submit(int number, long maxTokens) {
    return submit(number, request("llama", HOUR, maxTokens), null);
  }

  static SubmitJob submit(int number, JobRequest request, @Nullable Long amount) {
    return new SubmitJob(id(number), NS, request, amount);
  }

  static JobRequest request(String model, Duration ttl, long maxTokens) {
    return new JobRequest(
        model, Mode.SYNC, Priority.NORMAL, ttl, maxTokens, Constraints.NONE, "content", null);
  }

  static JobRequest request(Mode mode, Priority priority, long maxTokens) {
    return new JobRequest("llama", mode, priority, HOUR, maxTokens, Constraints.NONE, null, id(77));
  }

  static DispatchJob dispatch(int number, NodeId node) {
    return new DispatchJob(id(number), node);
  }

  static CompleteJob complete(int number, int attempt, long tokensIn, long tokensOut) {
    return complete(number, NODE, attempt, tokensIn, tokensOut);
  }

  static CompleteJob complete(int number, NodeId node, int attempt, long tokensIn, long tokensOut) {
    return new CompleteJob(id(number), node, attempt, result(tokensIn, tokensOut));
  }

  static JobResult result(long tokensIn, long tokensOut) {
    return new JobResult(tokensIn, tokensOut, 1, Digest.NONE);
  }

  static FailJob fail(int number, NodeId node, int attempt) {
    return new FailJob(id(number), node, attempt, "oom");
  }
}
