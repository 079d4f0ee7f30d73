package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every trail of administrators keeps to. Tests run side by side on one backend: each looks
 * for what was done to its own tenant, or by a principal of its own.
 */
public interface AdminActionsContract {
  String TRACE = "0af7651916cd43dd8448eb211c80319c";

  Backend backend();

  @Test
  default void whatWasDoneForAReasonIsFoundAsTheLogTellsIt() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    act(stage, null, new SetDebtLimit(namespace, 5));
    AdminAction action = list(of(namespace)).getFirst();
    Block block = stage.blocks().getLast();
    Recorded line = RecordLines.decode(block.lines().get(action.ordinal()));
    assertThat(action.slot()).isEqualTo(block.header().slot());
    assertThat(action.sequence()).isEqualTo(block.header().sequence());
    assertThat(action.at()).isEqualTo(line.at());
    assertThat(action.principal()).isEqualTo(line.origin().principal());
    assertThat(action.reason()).isEqualTo(line.origin().reason());
    assertThat(action.traceId()).isEqualTo(TRACE);
    assertThat(action.kind()).isEqualTo("debt_limit_set");
    assertThat(action.subjects())
        .isEqualTo(
            Map.of(
                "accountId", stage.tenant().accountId().toString(),
                "namespaceId", namespace.toString(),
                "network", stage.tenant().network().code()));
  }

  @Test
  default void whatIsDoneWithoutAReasonIsNotOfTheTrail() {
    Stage stage = Stage.of(backend());
    stage.done(stage.tenant().grant(100));
    assertThat(list(of(stage.tenant().namespaceId()))).isEmpty();
    assertThat(list(new AdminActionQuery(account(stage), null, null, null, null, null, null, 9)))
        .isEmpty();
  }

  @Test
  default void onlyThoseCommandsOfABlockThatHadAReasonAreOfTheTrail() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    List<Pending> block =
        List.of(
            Stage.pending(Stage.caller(null), stage.tenant().grant(100)),
            Stage.pending(admin("a", null), new SetDebtLimit(namespace, 5)),
            Stage.pending(Stage.caller(null), stage.tenant().grant(100)));
    stage.send(backend().store(), block).forEach(Await::result);
    assertThat(list(of(namespace))).extracting(AdminAction::ordinal).containsExactly(1);
  }

  @Test
  default void aRefusedCommandLeavesNothing() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    assertThat(act(stage, null, new UnfreezeNamespace(stage.tenant().newId())))
        .isInstanceOf(Outcome.Declined.class);
    assertThat(act(stage, null, stage.tenant().hold(stage.tenant().newId(), 1)))
        .isInstanceOf(Outcome.Declined.class);
    assertThat(list(of(namespace))).isEmpty();
  }

  @Test
  default void aReplayLeavesNoSecondAction() {
    Stage stage = Stage.of(backend());
    SetDebtLimit command = new SetDebtLimit(stage.tenant().namespaceId(), 5);
    act(stage, "once", command);
    Outcome again = act(stage, "once", command);
    assertThat(again)
        .isInstanceOfSatisfying(Outcome.Done.class, d -> assertThat(d.replayed()).isTrue());
    assertThat(list(of(stage.tenant().namespaceId()))).hasSize(1);
  }

  @Test
  default void whatWasDoneToAJobIsFoundByItsNamespaceAndAccount() {
    Stage stage = Stage.of(backend());
    stage.publishTerms();
    stage.done(stage.tenant().grant(1000));
    UUID job = stage.tenant().newId();
    stage.done(stage.tenant().submit(job, 100));
    act(stage, null, new DispatchJob(job, Tenant.NODE));
    act(stage, null, new CancelJob(job));
    List<AdminAction> actions = list(of(stage.tenant().namespaceId()));
    assertThat(actions)
        .extracting(AdminAction::kind)
        .containsExactly("hold_voided", "job_cancelled", "job_dispatched");
    assertThat(actions.getLast().subjects())
        .containsEntry("jobId", job.toString())
        .containsEntry("nodeId", Tenant.NODE.address());
    assertThat(list(new AdminActionQuery(account(stage), null, null, null, null, null, null, 9)))
        .isEqualTo(actions);
  }

  @Test
  default void whatWasDoneToTheRegistryIsFoundToo() {
    Stage stage = Stage.empty(backend());
    String principal = newPrincipal();
    act(stage, principal, null, stage.tenant().openAccount());
    act(stage, principal, null, new PublishConfiguration(stage.tenant().network(), Tenant.TERMS));
    List<AdminAction> actions = list(by(principal));
    assertThat(actions)
        .extracting(AdminAction::kind)
        .containsExactly("configuration_published", "account_opened");
    assertThat(actions).extracting(AdminAction::slot).containsOnly(0);
    assertThat(actions.getFirst().subjects())
        .isEqualTo(Map.of("network", stage.tenant().network().code()));
    // Nothing of a person, nor of what proves one, is told.
    assertThat(actions.getLast().subjects())
        .isEqualTo(Map.of("accountId", stage.tenant().accountId().toString()));
  }

  @Test
  default void actionsAreListedNewestFirstPageByPage() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    String principal = newPrincipal();
    for (int limit = 1; limit <= 5; limit++) {
      act(stage, principal, null, new SetDebtLimit(namespace, limit));
    }
    List<AdminAction> all = list(by(principal));
    assertThat(all).hasSize(5).isSortedAccordingTo((a, b) -> b.id().compareTo(a.id()));
    List<AdminAction> paged = new ArrayList<>();
    @Nullable UUID cursor = null;
    do {
      AdminActionPage page =
          page(new AdminActionQuery(null, null, principal, null, null, null, cursor, 2));
      paged.addAll(page.actions());
      cursor = page.next();
      act(stage, principal, null, new SetDebtLimit(namespace, 9));
    } while (cursor != null);
    assertThat(paged).isEqualTo(all);
  }

  @Test
  default void timesAreToTheMicrosecond() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      act(stage, null, new SetDebtLimit(namespace, i));
      times.add(stage.now());
      stage.pass(Duration.ofNanos(1000));
    }
    assertThat(between(namespace, times.get(1), null)).containsExactly(times.get(2), times.get(1));
    assertThat(between(namespace, null, times.get(1))).containsExactly(times.get(0));
    assertThat(between(namespace, times.get(1), times.get(2))).containsExactly(times.get(1));
    assertThat(between(namespace, times.get(2), times.get(1))).isEmpty();
    assertThat(between(namespace, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"))).hasSize(3);
  }

  private List<Instant> between(UUID namespace, @Nullable Instant from, @Nullable Instant to) {
    return list(new AdminActionQuery(null, namespace, null, null, from, to, null, 9)).stream()
        .map(AdminAction::at)
        .toList();
  }

  @Test
  default void whatIsAskedTogetherIsFoundTogether() {
    Stage stage = Stage.of(backend());
    UUID namespace = stage.tenant().namespaceId();
    String principal = newPrincipal();
    act(stage, principal, null, new FreezeNamespace(namespace));
    act(stage, principal, null, new UnfreezeNamespace(namespace));
    act(stage, newPrincipal(), null, new FreezeNamespace(namespace));
    for (UUID account : new UUID[] {account(stage), null}) {
      AdminActionQuery query =
          new AdminActionQuery(
              account, namespace, principal, "namespace_frozen", null, null, null, 9);
      assertThat(list(query)).hasSize(1);
    }
    String kind = "namespace_unfrozen";
    assertThat(list(new AdminActionQuery(null, null, principal, kind, null, null, null, 9)))
        .hasSize(1);
    assertThat(list(new AdminActionQuery(null, null, null, kind, null, null, null, 9)))
        .isNotEmpty()
        .allMatch(action -> action.kind().equals(kind));
    assertThat(list(new AdminActionQuery(null, null, null, null, null, null, null, 2))).hasSize(2);
  }

  private static UUID account(Stage stage) {
    return stage.tenant().accountId();
  }

  private static String newPrincipal() {
    return "admin " + UUID.randomUUID();
  }

  private static AdminActionQuery of(UUID namespace) {
    return new AdminActionQuery(null, namespace, null, null, null, null, null, 100);
  }

  private static AdminActionQuery by(String principal) {
    return new AdminActionQuery(null, null, principal, null, null, null, null, 100);
  }

  private List<AdminAction> list(AdminActionQuery query) {
    return page(query).actions();
  }

  private AdminActionPage page(AdminActionQuery query) {
    return Await.result(backend().adminActions().list(query));
  }

  private static Caller admin(String principal, @Nullable String key) {
    return new Caller(new Origin(principal, TRACE, "because \"x\" \u00e9\ud83d\ude00"), key, null);
  }

  private Outcome act(Stage stage, @Nullable String key, Command command) {
    return act(stage, "an admin", key, command);
  }

  private Outcome act(Stage stage, String principal, @Nullable String key, Command command) {
    List<Pending> block = List.of(Stage.pending(admin(principal, key), command));
    return Await.result(stage.send(backend().store(), block).getFirst());
  }
}
