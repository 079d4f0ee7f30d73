package com.resultity.ports.nodes;

import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.errors.Refused;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.ConfigurationBundle;
import io.vertx.core.Future;
import java.util.Optional;

/** Takes a node's word on how it stands, and gives it the configuration that it lacks. */
public final class SyncNodes {
  private final Committer committer;
  private final BundleConfiguration bundles;

  public SyncNodes(Committer committer, BundleConfiguration bundles) {
    this.committer = committer;
    this.bundles = bundles;
  }

  /**
   * What a sync came to.
   *
   * @param bundle the configuration in force; empty when the node follows it, or there is none
   */
  public record Synced(NodeSynced record, Optional<ConfigurationBundle> bundle, boolean replayed) {}

  /** Fails with {@link Refused} when the rules refuse it, else as a command does. */
  public Future<Synced> run(Caller caller, SyncNode command) {
    return committer
        .submit(caller, command)
        .compose(outcome ->
            switch (outcome) {
              case Outcome.Done done ->
                  lacking(command)
                      .map(bundle ->
                          new Synced(done.get(NodeSynced.class), bundle, done.replayed()));
              case Outcome.Declined declined ->
                  Future.failedFuture(new Refused(declined.refusal(), declined.replayed()));
              case Outcome.KeyReused _ ->
                  Future.failedFuture(new Fault(ErrorCode.IDEMPOTENCY_KEY_REUSED));
            });
  }

  private Future<Optional<ConfigurationBundle>> lacking(SyncNode command) {
    return bundles
        .run(command.report().network(), null)
        .map(bundle ->
            Optional.of(bundle)
                .filter(each -> !each.digest().equals(command.report().configuration())))
        .recover(failure ->
            failure instanceof Fault fault && fault.code() == ErrorCode.NETWORK_NOT_CONFIGURED
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure));
  }
}
