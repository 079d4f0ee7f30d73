package com.resultity.ports.access;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.ledger.Hold;
import com.resultity.ports.accounts.KeyReader;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.jobs.JobReader;
import com.resultity.ports.ledger.HoldReader;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a principal through to an operation, or not. Another tenant's thing is not found, never
 * forbidden.
 */
public final class Gate {
  private static final Future<Void> OPEN = Future.succeededFuture();

  private final NamespaceReader namespaces;
  private final KeyReader keys;
  private final HoldReader holds;
  private final JobReader jobs;

  public Gate(NamespaceReader namespaces, KeyReader keys, HoldReader holds, JobReader jobs) {
    this.namespaces = namespaces;
    this.keys = keys;
    this.holds = holds;
    this.jobs = jobs;
  }

  /**
   * Completes when the principal may do the operation on the target.
   *
   * <p>Fails with a {@link Fault}: {@code PERMISSION_DENIED}, or the target's own not-found code.
   */
  public Future<Void> admit(Principal principal, Operation operation, Target target) {
    if (!operation.allows(principal.role())) {
      return Future.failedFuture(new Fault(ErrorCode.PERMISSION_DENIED));
    }
    if (principal.account().isEmpty() && principal.namespace().isEmpty()) {
      return OPEN;
    }
    return covers(principal, target)
        .compose(covered ->
            covered ? OPEN : Future.failedFuture(new Fault(ErrorCode.of(target.notFound()))));
  }

  private Future<Boolean> covers(Principal principal, Target target) {
    return switch (target) {
      case Target.Shared _ -> Future.succeededFuture(true);
      case Target.Everything _ -> Future.failedFuture(new Fault(ErrorCode.PERMISSION_DENIED));
      case Target.OfAccount account ->
          Future.succeededFuture(
              principal.namespace().isEmpty()
                  && principal.account().filter(account.accountId()::equals).isPresent());
      case Target.OfNamespace namespace -> coversNamespace(principal, namespace.namespaceId());
      case Target.OfKey key ->
          keys.find(key.keyId())
              .compose(
                  found -> coversOwner(principal, found.map(known -> known.key().namespaceId())));
      case Target.OfHold hold ->
          holds
              .find(hold.holdId())
              .compose(found -> coversOwner(principal, found.map(Hold::namespaceId)));
      // Whether it covers a job would tell a node's side whether the job is billed.
      case Target.OfJob _ when principal.role() == Role.NETWORK -> Future.succeededFuture(false);
      case Target.OfJob job ->
          jobs.find(job.jobId())
              .compose(
                  found -> coversOwner(principal, found.map(Job::spec).map(s -> s.namespaceId())));
    };
  }

  private Future<Boolean> coversOwner(Principal principal, Optional<UUID> namespaceId) {
    return namespaceId
        .map(id -> coversNamespace(principal, id))
        .orElse(Future.succeededFuture(false));
  }

  private Future<Boolean> coversNamespace(Principal principal, UUID namespaceId) {
    if (principal.namespace().isPresent()) {
      return Future.succeededFuture(principal.namespace().get().equals(namespaceId));
    }
    return namespaces
        .find(namespaceId)
        .map(found ->
            found
                .map(Namespace::accountId)
                .filter(principal.account().orElseThrow()::equals)
                .isPresent());
  }
}
