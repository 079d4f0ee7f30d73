package com.resultity.app.demo;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.CompleteJobRequest;
import com.resultity.grpc.jobs.v1.CompleteJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.FailJobRequest;
import com.resultity.grpc.jobs.v1.FailJobResponse;
import com.resultity.grpc.jobs.v1.JobResult;
import com.resultity.grpc.jobs.v1.Mode;
import com.resultity.grpc.jobs.v1.SubmitJobRequest;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.ledger.v1.GrantCreditRequest;
import com.resultity.grpc.ledger.v1.GrantCreditResponse;
import com.resultity.grpc.ledger.v1.GrantSource;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.ports.access.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What happens in the demo, through gRPC alone. */
final class Story {
  static final int NAMESPACES = 40;
  static final long GRANT = 5_000_000_000L;
  private static final String MODEL = "llama-3.1-70b";
  private static final long MAX_TOKENS = 16_384;
  private static final int ATTEMPTS = 2;
  private static final int UNDER_WAY = 256;

  /** How the jobs ended, as their callers were told, and what they must have been charged. */
  static final class Tally {
    final AtomicInteger submitted = new AtomicInteger();
    final AtomicInteger completed = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    final AtomicInteger retried = new AtomicInteger();
    final AtomicLong charged = new AtomicLong();

    int finished() {
      return completed.get() + failed.get() + cancelled.get();
    }
  }

  private final Client client;
  private final String run;
  private final Latencies latencies = new Latencies();
  private final Tally tally = new Tally();
  private final AtomicInteger keys = new AtomicInteger();

  /**
   * @param run tells this run's names and keys from those of others
   */
  Story(Client client, String run) {
    this.client = client;
    this.run = run;
  }

  Tally tally() {
    return tally;
  }

  Latencies latencies() {
    return latencies;
  }

  /** Publishes prices, opens accounts and grants credit; answers the namespaces. */
  Future<List<String>> prepare() {
    List<Future<String>> opened = new ArrayList<>();
    for (int i = 0; i < NAMESPACES; i++) {
      opened.add(openNamespace(i));
    }
    return publish().compose(_ -> Future.all(opened)).map(all -> all.<String>list());
  }

  /** Makes every request of the trace a job and sees it through; so many at a time. */
  Future<Void> replay(Trace trace, List<String> namespaces) {
    AtomicInteger next = new AtomicInteger();
    List<Future<Void>> workers = new ArrayList<>();
    for (int i = 0; i < UNDER_WAY; i++) {
      workers.add(work(trace, namespaces, next));
    }
    return Future.all(workers).mapEmpty();
  }

  private Future<Void> work(Trace trace, List<String> namespaces, AtomicInteger next) {
    int index = next.getAndIncrement();
    if (index >= trace.requests().size()) {
      return Future.succeededFuture();
    }
    String namespace = namespaces.get(index % namespaces.size());
    return job(index, trace.requests().get(index), namespace)
        .compose(_ -> work(trace, namespaces, next));
  }

  // One in fifty is called back, one in thirty fails once, one in a hundred fails for good.
  private Future<Void> job(int index, Trace.Request request, String namespace) {
    return submit(request, namespace)
        .compose(job -> {
          if (index % 50 == 7) {
            return cancel(job);
          }
          int failures = index % 100 == 13 ? ATTEMPTS : index % 30 == 3 ? 1 : 0;
          return attempt(job, request, 1, failures);
        });
  }

  private Future<Void> attempt(String job, Trace.Request request, int attempt, int failures) {
    String node = "0x" + "%040x".formatted(Math.floorMod(job.hashCode(), 64) + attempt);
    return call(
            "jobs.v1.Jobs/DispatchJob",
            Role.NETWORK,
            DispatchJobRequest.newBuilder().setJobId(job).setNodeId(node).build(),
            DispatchJobResponse.getDefaultInstance())
        .compose(_ -> {
          if (attempt > failures) {
            return complete(job, node, request, attempt);
          }
          return fail(job, node, attempt)
              .compose(_ ->
                  attempt == ATTEMPTS
                      ? Future.succeededFuture()
                      : attempt(job, request, attempt + 1, failures));
        });
  }

  private Future<String> submit(Trace.Request request, String namespace) {
    return call(
            "jobs.v1.Jobs/SubmitJob",
            Role.CLOUD,
            SubmitJobRequest.newBuilder()
                .setNamespaceId(namespace)
                .setModel(MODEL)
                .setMode(Mode.MODE_SYNC)
                .setTtl(Duration.newBuilder().setSeconds(600))
                .setMaxTokens(Math.max(1, request.tokensIn() + request.tokensOut()))
                .setContentReference("demo/" + run)
                .build(),
            SubmitJobResponse.getDefaultInstance())
        .map(submitted -> {
          tally.submitted.incrementAndGet();
          return submitted.getJobId();
        });
  }

  private Future<Void> complete(String job, String node, Trace.Request request, int attempt) {
    JobResult result =
        JobResult.newBuilder()
            .setTokensIn(request.tokensIn())
            .setTokensOut(request.tokensOut())
            .setDurationMs(20 * request.tokensOut())
            .setResultDigest("%064x".formatted(job.hashCode() & 0xffff_ffffL))
            .build();
    return call(
            "jobs.v1.Jobs/CompleteJob",
            Role.NETWORK,
            CompleteJobRequest.newBuilder()
                .setJobId(job)
                .setNodeId(node)
                .setAttempt(attempt)
                .setResult(result)
                .build(),
            CompleteJobResponse.getDefaultInstance())
        .map(_ -> {
          tally.completed.incrementAndGet();
          tally.charged.addAndGet(Prices.charge(request.tokensIn(), request.tokensOut()));
          return null;
        });
  }

  private Future<Void> fail(String job, String node, int attempt) {
    return call(
            "jobs.v1.Jobs/FailJob",
            Role.NETWORK,
            FailJobRequest.newBuilder()
                .setJobId(job)
                .setNodeId(node)
                .setAttempt(attempt)
                .setErrorCode("out_of_memory")
                .build(),
            FailJobResponse.getDefaultInstance())
        .map(_ -> {
          (attempt == ATTEMPTS ? tally.failed : tally.retried).incrementAndGet();
          return null;
        });
  }

  private Future<Void> cancel(String job) {
    return call(
            "jobs.v1.Jobs/CancelJob",
            Role.CLOUD,
            CancelJobRequest.newBuilder().setJobId(job).build(),
            CancelJobResponse.getDefaultInstance())
        .map(_ -> {
          tally.cancelled.incrementAndGet();
          return null;
        });
  }

  private Future<PublishConfigurationResponse> publish() {
    return call(
        "network.v1.Network/PublishConfiguration",
        Role.ADMIN,
        Prices.of(MODEL, MAX_TOKENS, ATTEMPTS),
        PublishConfigurationResponse.getDefaultInstance());
  }

  private Future<String> openNamespace(int index) {
    return call(
            "accounts.v1.Accounts/OpenAccount",
            Role.ACCOUNT,
            OpenAccountRequest.newBuilder()
                .setEmail("demo-" + run + "-" + index + "@example.com")
                .build(),
            OpenAccountResponse.getDefaultInstance())
        .compose(account ->
            call(
                "accounts.v1.Accounts/OpenNamespace",
                Role.ACCOUNT,
                OpenNamespaceRequest.newBuilder()
                    .setAccountId(account.getAccountId())
                    .setName("demo")
                    .setNetwork(Prices.NETWORK)
                    .build(),
                OpenNamespaceResponse.getDefaultInstance()))
        .compose(opened -> {
          String namespace = opened.getNamespace().getNamespaceId();
          return grant(namespace, index).map(namespace);
        });
  }

  private Future<GrantCreditResponse> grant(String namespace, int index) {
    return call(
        "ledger.v1.Ledger/GrantCredit",
        Role.ACCOUNT,
        GrantCreditRequest.newBuilder()
            .setNamespaceId(namespace)
            .setAmount(GRANT)
            .setSource(GrantSource.GRANT_SOURCE_TOP_UP)
            .setPriority(100)
            .setPaymentReference("demo-" + run + "-" + index)
            .build(),
        GrantCreditResponse.getDefaultInstance());
  }

  private <A extends Message, B extends Message> Future<B> call(
      String method, Role role, A request, B answer) {
    long start = System.nanoTime();
    String key = run + "-" + keys.getAndIncrement();
    return client
        .call("resultity." + method, role, key, request, answer)
        .onSuccess(_ -> latencies.add(method, System.nanoTime() - start));
  }
}
