package com.resultity.ports.jobs;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Idempotency;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.Seen;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives a node its best waiting job: the most urgent first, and among equals one of each namespace
 * in turn. It only proposes; the job's slot decides, and a race that is lost takes the next job.
 *
 * <p>While a job waits in a lane, its namespace is served once in every N + 2 × 64 claims of that
 * lane through one instance, where N namespaces wait in it.
 */
public final class Claim {
  private static final int MOST_PROPOSALS = 1000;

  private final Committer committer;
  private final JobReader jobs;
  private final WaitingReader waiting;
  private final ConfigurationReader configurations;
  private final NodeDirectory nodes;
  private final Dispatch dispatch;
  private final InstantSource clock;
  private final Map<Lane, WaitingLine> lines = new ConcurrentHashMap<>();
  // Claims that have a key and no answer yet: their repetitions wait for the same one.
  private final Map<UUID, Future<Optional<Claimed>>> underWay = new ConcurrentHashMap<>();

  public Claim(
      Committer committer,
      JobReader jobs,
      WaitingReader waiting,
      ConfigurationReader configurations,
      NodeDirectory nodes,
      Dispatch dispatch,
      InstantSource clock) {
    this.committer = committer;
    this.jobs = jobs;
    this.waiting = waiting;
    this.configurations = configurations;
    this.nodes = nodes;
    this.dispatch = dispatch;
    this.clock = clock;
  }

  /**
   * A job that a node has.
   *
   * @param replayed whether the same claim had got it before
   */
  public record Claimed(Job job, boolean replayed) {}

  /**
   * Claims a job. A claim that is repeated with its key gets the same job while the node works on
   * it.
   *
   * @param models which models the node serves; empty for all that the network offers
   * @return empty when no job waits for the node
   */
  public Future<Optional<Claimed>> run(
      Caller caller, NodeId nodeId, Network network, Set<String> models) {
    if (!caller.dryRun()) {
      nodes.saw(nodeId, new Seen(network, models));
    }
    String key = caller.idempotencyKey();
    if (key == null) {
      return fresh(caller, nodeId, network, models, null);
    }
    UUID claimId = Idempotency.keyOf(caller.origin().principal(), key);
    Promise<Optional<Claimed>> promise = Promise.promise();
    Future<Optional<Claimed>> earlier = underWay.putIfAbsent(claimId, promise.future());
    if (earlier != null) {
      return earlier.map(found -> found.map(claimed -> new Claimed(claimed.job(), true)));
    }
    find(caller, nodeId, network, models, claimId)
        .onComplete(_ -> underWay.remove(claimId))
        .onComplete(promise);
    return promise.future();
  }

  private Future<Optional<Claimed>> find(
      Caller caller, NodeId nodeId, Network network, Set<String> models, UUID claimId) {
    return waiting
        .findClaimed(nodeId, claimId)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture(Optional.of(new Claimed(found.get(), true)))
                : fresh(caller, nodeId, network, models, claimId));
  }

  private Future<Optional<Claimed>> fresh(
      Caller caller, NodeId nodeId, Network network, Set<String> models, @Nullable UUID claimId) {
    // A lost race is no outcome to remember.
    Caller proposer = new Caller(caller.origin(), null, caller.deadline(), caller.dryRun());
    return nodes
        .profile(nodeId)
        .compose(profile ->
            lanes(network, models)
                .compose(lanes -> new Search(proposer, nodeId, profile, claimId, lanes).next()));
  }

  private Future<List<WaitingLine>> lanes(Network network, Set<String> models) {
    return configurations
        .findCurrent(network)
        .map(found ->
            found.stream()
                .flatMap(configuration -> configuration.terms().models().stream())
                .map(model -> model.name())
                .distinct()
                .filter(model -> models.isEmpty() || models.contains(model))
                .toList())
        .map(offered -> lanes(network, offered));
  }

  private List<WaitingLine> lanes(Network network, List<String> models) {
    return List.of(Priority.values()).stream()
        .flatMap(priority -> models.stream().map(model -> new Lane(network, model, priority)))
        .map(lane -> lines.computeIfAbsent(lane, each -> new WaitingLine(each, waiting)))
        .toList();
  }

  /** One claim on its way through the lanes. */
  private final class Search {
    private final Caller caller;
    private final NodeId nodeId;
    private final NodeDirectory.Profile profile;
    private final @Nullable UUID claimId;
    private final List<WaitingLine> lanes;
    private final Set<UUID> declined = new HashSet<>();
    private int lane;
    private int proposals;

    Search(
        Caller caller,
        NodeId nodeId,
        NodeDirectory.Profile profile,
        @Nullable UUID claimId,
        List<WaitingLine> lanes) {
      this.caller = caller;
      this.nodeId = nodeId;
      this.profile = profile;
      this.claimId = claimId;
      this.lanes = lanes;
    }

    Future<Optional<Claimed>> next() {
      if (lane == lanes.size() || proposals == MOST_PROPOSALS) {
        return Future.succeededFuture(Optional.empty());
      }
      WaitingLine line = lanes.get(lane);
      return line.take(this::fits, clock.instant())
          .compose(found -> {
            if (found.isPresent()) {
              return propose(line, found.get());
            }
            lane++;
            return next();
          });
    }

    private boolean fits(Job job) {
      return !declined.contains(job.id()) && profile.whyNot(job.spec()).isEmpty();
    }

    private Future<Optional<Claimed>> propose(WaitingLine line, Job job) {
      proposals++;
      return dispatch
          .prepare(job, nodeId, profile, claimId)
          .compose(command -> {
            if (job.triedBy(nodeId) && others(command)) {
              declined.add(job.id());
              line.giveBack(job);
              return next();
            }
            return committer.submit(caller, command).compose(outcome -> settle(line, job, outcome));
          })
          .onFailure(_ -> line.drop(job));
    }

    private static boolean others(DispatchJob command) {
      return Objects.requireNonNull(command.check()).others();
    }

    private Future<Optional<Claimed>> settle(WaitingLine line, Job job, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Done done -> {
          if (caller.dryRun()) {
            line.giveBack(job);
          } else {
            line.drop(job);
          }
          yield given(job, done).map(given -> Optional.of(new Claimed(given, false)));
        }
        case Outcome.Declined declined -> {
          line.drop(job);
          yield next();
        }
        case Outcome.KeyReused _ -> throw new IllegalStateException("a proposal has no key");
      };
    }

    // The job may have been tried, and failed, since it came into line.
    private Future<Job> given(Job job, Outcome.Done done) {
      JobDispatched record = done.get(JobDispatched.class);
      return record.attempt() == job.attempt() + 1
          ? Future.succeededFuture(job.after(record, done.records().getFirst().at()))
          : jobs.find(job.id()).map(Optional::orElseThrow);
    }
  }
}
