package com.resultity.ports.journal;

import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An account with one namespace, and the commands it may send. Nothing of one tenant is another's,
 * so tests may share a registry.
 */
record Tenant(int slot, UUID accountId, UUID namespaceId, Network network) {
  /** When everything begins. */
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  static final String MODEL = "llama";
  static final NodeId NODE = new NodeId("0x" + "1a".repeat(20));
  static final NodeId OTHER_NODE = new NodeId("0x" + "2b".repeat(20));

  /** One microcredit per token, up to 1,000 tokens; two attempts; a day at most. */
  static final Terms TERMS =
      new Terms(
          List.of(new Model(MODEL, "1", new Tariff(0, 1_000_000, 1_000_000), 1000)),
          new JobLimits(Duration.ofDays(1), RetryPolicy.of(2)));

  static Tenant in(int slot) {
    return new Tenant(slot, newId(slot), newId(slot), Network.TESTNET);
  }

  Tenant on(Network other) {
    return new Tenant(slot, accountId, newId(), other);
  }

  static UUID newId(int slot) {
    return Ids.of(NOON, slot, ThreadLocalRandom.current().nextLong());
  }

  /** A new id in this tenant's slot. */
  UUID newId() {
    return newId(slot);
  }

  String email() {
    return accountId + "@example.com";
  }

  OpenAccount openAccount() {
    return openAccount(email());
  }

  OpenAccount openAccount(String email) {
    return new OpenAccount(
        accountId, new Contact(email, "00".repeat(16)), Set.of(Role.CONSUMER), null);
  }

  OpenNamespace openNamespace() {
    return openNamespace("default-" + network.code());
  }

  OpenNamespace openNamespace(String name) {
    return new OpenNamespace(namespaceId, accountId, name, network);
  }

  GrantCredit grant(long amount) {
    return grant(newId(), amount, null);
  }

  GrantCredit grant(UUID grantId, long amount, @Nullable Instant expiresAt) {
    return new GrantCredit(grantId, namespaceId, amount, GrantSource.BONUS, 0, expiresAt, null);
  }

  GrantCredit topUp(long amount, String payment) {
    return new GrantCredit(newId(), namespaceId, amount, GrantSource.TOP_UP, 0, null, payment);
  }

  PlaceHold hold(UUID holdId, long amount) {
    return hold(holdId, amount, Overage.REFUSE);
  }

  PlaceHold hold(UUID holdId, long amount, Overage overage) {
    return new PlaceHold(holdId, namespaceId, amount, NOON.plus(Duration.ofHours(1)), overage);
  }

  SubmitJob submit(UUID jobId, long maxTokens) {
    return new SubmitJob(
        jobId,
        namespaceId,
        new JobRequest(
            MODEL,
            Mode.STREAM,
            Priority.NORMAL,
            Duration.ofHours(2),
            maxTokens,
            new Constraints("eu", "h100", 81_920, null),
            "content/1",
            null),
        null);
  }

  /** The same submission with an API key. */
  static SubmitJob with(UUID keyId, SubmitJob submit) {
    JobRequest request = submit.request();
    return new SubmitJob(
        submit.jobId(),
        submit.namespaceId(),
        new JobRequest(
            request.model(),
            request.mode(),
            request.priority(),
            request.ttl(),
            request.maxTokens(),
            request.constraints(),
            request.contentReference(),
            keyId),
        submit.amount());
  }

  /** The same request with another priority. */
  static JobRequest as(JobRequest request, Priority priority) {
    return new JobRequest(
        request.model(),
        request.mode(),
        priority,
        request.ttl(),
        request.maxTokens(),
        request.constraints(),
        request.contentReference(),
        request.keyId());
  }
}
