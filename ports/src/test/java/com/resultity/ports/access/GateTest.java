package com.resultity.ports.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.HoldStatus;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.ports.accounts.KeyStanding;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.ledger.Standing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A token reaches what it is for and does not learn of anything else. */
class GateTest {
  private static final UUID MINE = new UUID(0, 1);
  private static final UUID MY_NAMESPACE = new UUID(0, 2);
  private static final UUID MY_OTHER_NAMESPACE = new UUID(0, 3);
  private static final UUID THEIRS = new UUID(0, 4);
  private static final UUID THEIR_NAMESPACE = new UUID(0, 5);
  private static final UUID NOTHING = new UUID(0, 99);

  private final Map<UUID, Namespace> namespaces =
      Map.of(
          MY_NAMESPACE, namespace(MY_NAMESPACE, MINE),
          MY_OTHER_NAMESPACE, namespace(MY_OTHER_NAMESPACE, MINE),
          THEIR_NAMESPACE, namespace(THEIR_NAMESPACE, THEIRS));

  // A key, a hold and a job have the id of their namespace here.
  private final Gate gate =
      new Gate(
          id -> Future.succeededFuture(Optional.ofNullable(namespaces.get(id))),
          id -> Future.succeededFuture(Optional.ofNullable(namespaces.get(id)).map(GateTest::key)),
          id -> Future.succeededFuture(Optional.ofNullable(namespaces.get(id)).map(GateTest::hold)),
          id -> Future.succeededFuture(Optional.ofNullable(namespaces.get(id)).map(GateTest::job)));

  static Stream<Arguments> theirs() {
    return Stream.of(
        Arguments.of(
            Operation.GET_CREDITS, new Target.OfNamespace(THEIR_NAMESPACE), "namespace_not_found"),
        Arguments.of(Operation.GET_CREDITS, new Target.OfNamespace(NOTHING), "namespace_not_found"),
        Arguments.of(Operation.REVOKE_KEY, new Target.OfKey(THEIR_NAMESPACE), "key_not_found"),
        Arguments.of(Operation.REVOKE_KEY, new Target.OfKey(NOTHING), "key_not_found"),
        Arguments.of(Operation.SETTLE_HOLD, new Target.OfHold(THEIR_NAMESPACE), "hold_not_found"),
        Arguments.of(Operation.SETTLE_HOLD, new Target.OfHold(NOTHING), "hold_not_found"),
        Arguments.of(Operation.GET_JOB, new Target.OfJob(THEIR_NAMESPACE), "job_not_found"),
        Arguments.of(Operation.GET_JOB, new Target.OfJob(NOTHING), "job_not_found"));
  }

  @ParameterizedTest
  @MethodSource("theirs")
  void whatIsAnothersLooksLikeWhatIsNotThere(Operation operation, Target target, String code) {
    Role role = operation.allows(Role.CLOUD) ? Role.CLOUD : Role.ACCOUNT;
    for (Principal principal : List.of(ofAccount(role), ofNamespace(role), ofBoth(role))) {
      assertThat(refusal(principal, operation, target).code()).isEqualTo(code);
    }
  }

  @Test
  void anAccountsTokenReachesAllItsNamespaces() {
    for (UUID id : List.of(MY_NAMESPACE, MY_OTHER_NAMESPACE)) {
      assertAdmitted(ofAccount(Role.CLOUD), Operation.GET_CREDITS, new Target.OfNamespace(id));
      assertAdmitted(ofAccount(Role.CLOUD), Operation.SETTLE_HOLD, new Target.OfHold(id));
      assertAdmitted(ofAccount(Role.CLOUD), Operation.GET_JOB, new Target.OfJob(id));
    }
    assertAdmitted(ofAccount(Role.ACCOUNT), Operation.GET_ACCOUNT, new Target.OfAccount(MINE));
    assertThat(
            refusal(ofAccount(Role.ACCOUNT), Operation.GET_ACCOUNT, new Target.OfAccount(THEIRS)))
        .isEqualTo(ErrorCode.ACCOUNT_NOT_FOUND);
  }

  @Test
  void aNamespacesTokenReachesThatNamespaceOnly() {
    Principal principal = ofNamespace(Role.CLOUD);

    assertAdmitted(principal, Operation.GET_CREDITS, new Target.OfNamespace(MY_NAMESPACE));
    assertAdmitted(principal, Operation.SETTLE_HOLD, new Target.OfHold(MY_NAMESPACE));
    assertAdmitted(principal, Operation.GET_JOB, new Target.OfJob(MY_NAMESPACE));
    assertThat(
            refusal(principal, Operation.GET_CREDITS, new Target.OfNamespace(MY_OTHER_NAMESPACE)))
        .isEqualTo(ErrorCode.NAMESPACE_NOT_FOUND);
    assertThat(refusal(ofBoth(Role.ACCOUNT), Operation.GET_ACCOUNT, new Target.OfAccount(MINE)))
        .isEqualTo(ErrorCode.ACCOUNT_NOT_FOUND);
  }

  @Test
  void aNarrowedTokenOfNodesSideReachesNoJobForThatWouldTellWhoPays() {
    for (Principal principal : List.of(ofAccount(Role.NETWORK), ofNamespace(Role.NETWORK))) {
      assertThat(refusal(principal, Operation.GET_JOB, new Target.OfJob(MY_NAMESPACE)))
          .isEqualTo(refusal(principal, Operation.GET_JOB, new Target.OfJob(NOTHING)))
          .isEqualTo(ErrorCode.JOB_NOT_FOUND);
    }
  }

  @Test
  void aNarrowedTokenSeesWhatAllShareAndNeverEverything() {
    for (Principal principal : List.of(ofAccount(Role.ADMIN), ofNamespace(Role.ADMIN))) {
      assertAdmitted(principal, Operation.GET_CONFIGURATION, new Target.Shared());
      assertThat(refusal(principal, Operation.GET_TRIAL_BALANCE, new Target.Everything()))
          .isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
  }

  @Test
  void aTokenThatIsNotNarrowedReachesWhatItsRoleMay() {
    Principal cloud = new Principal("cloud", Role.CLOUD, Optional.empty(), Optional.empty());

    assertAdmitted(cloud, Operation.SETTLE_HOLD, new Target.OfHold(NOTHING));
    assertThat(refusal(cloud, Operation.DISPATCH_JOB, new Target.OfJob(MY_NAMESPACE)))
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aRoleIsLookedAtBeforeWhatIsThere() {
    assertThat(
            refusal(
                ofAccount(Role.STATUS),
                Operation.GET_CREDITS,
                new Target.OfNamespace(THEIR_NAMESPACE)))
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void administratorsMayEverythingWithAReasonAndAuditorsMayOnlyRead(Operation operation) {
    Set<Operation> checks =
        Set.of(
            Operation.ISSUE_WALLET_CHALLENGE,
            Operation.ISSUE_OPENING_CHALLENGE,
            Operation.VERIFY_KEY);
    assertThat(operation.allows(Role.ADMIN)).isTrue();
    assertThat(operation.allows(Role.AUDITOR))
        .isEqualTo(!operation.needsIdempotencyKey() && !checks.contains(operation));
    assertThat(operation.needsReason(Role.ADMIN)).isEqualTo(operation.needsIdempotencyKey());
    assertThat(operation.needsReason(Role.CLOUD)).isFalse();
  }

  private void assertAdmitted(Principal principal, Operation operation, Target target) {
    assertThat(gate.admit(principal, operation, target).succeeded()).isTrue();
  }

  private ErrorCode refusal(Principal principal, Operation operation, Target target) {
    Future<Void> admitted = gate.admit(principal, operation, target);
    assertThat(admitted.cause()).isInstanceOf(Fault.class);
    return ((Fault) admitted.cause()).code();
  }

  private static Principal ofAccount(Role role) {
    return new Principal("someone", role, Optional.of(MINE), Optional.empty());
  }

  private static Principal ofNamespace(Role role) {
    return new Principal("someone", role, Optional.empty(), Optional.of(MY_NAMESPACE));
  }

  private static Principal ofBoth(Role role) {
    return new Principal("someone", role, Optional.of(MINE), Optional.of(MY_NAMESPACE));
  }

  private static Namespace namespace(UUID id, UUID accountId) {
    return new Namespace(
        id, accountId, "n", Network.TESTNET, NamespaceStatus.OPEN, Instant.EPOCH, false);
  }

  private static KeyStanding key(Namespace namespace) {
    ApiKey key =
        new ApiKey(
            namespace.id(),
            namespace.id(),
            "k",
            Digest.NONE,
            Set.of(),
            null,
            Instant.EPOCH,
            null,
            null,
            null);
    return new KeyStanding(key, namespace, new Standing(Credits.NONE, true), 0);
  }

  private static Hold hold(Namespace namespace) {
    return new Hold(
        namespace.id(),
        namespace.id(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        Overage.CAP,
        List.of(),
        HoldStatus.HELD,
        0,
        false);
  }

  private static Job job(Namespace namespace) {
    JobSpec spec =
        new JobSpec(
            namespace.id(),
            null,
            Network.TESTNET,
            "llama",
            "1",
            1,
            new Tariff(1, 1, 1),
            Mode.SYNC,
            Priority.NORMAL,
            1,
            RetryPolicy.of(1),
            Constraints.NONE,
            null,
            1,
            Instant.EPOCH);
    return new Job(
        namespace.id(), spec, Instant.EPOCH, List.of(), new JobState.Queued(Instant.EPOCH));
  }
}
