package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.ExpireJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobState;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import com.resultity.domain.ledger.EntryKind;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.HoldStatus;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.UnfreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SlotStore} keeps to, with the readers of the same data. Tests run side by side
 * on one backend: each takes slots of its own, and expects of the registry only what it put there.
 */
public interface SlotStoreContract extends WaitingContract {
  /** The backend; the same one, or another on the same data, whenever a test asks. */
  @Override
  Backend backend();

  @Test
  default void whatWasDecidedIsWrittenAndSeenByTheNextTransaction() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID grantId = tenant.newId();
    UUID holdId = tenant.newId();

    stage.done(tenant.grant(grantId, 100, null));
    stage.done(tenant.hold(holdId, 30));

    SlotState state = stage.state(touched -> touched.hold(holdId));
    assertThat(purse(state, tenant).credits()).isEqualTo(new Credits(70, 30, 0, 0));
    assertThat(purse(state, tenant).grants())
        .singleElement()
        .satisfies(grant -> {
          assertThat(grant.id()).isEqualTo(grantId);
          assertThat(grant.amount()).isEqualTo(100);
          assertThat(grant.remaining()).isEqualTo(70);
        });
    assertThat(state.hold(holdId))
        .isEqualTo(
            new Hold(
                holdId,
                tenant.namespaceId(),
                30,
                stage.now(),
                tenant.hold(holdId, 30).expiresAt(),
                Overage.REFUSE,
                List.of(new Slice(grantId, 30)),
                HoldStatus.HELD,
                0,
                false));
    assertThat(state.system(tenant.network()).promotion()).isEqualTo(-100);
  }

  @Test
  default void commandsOfOneBlockBuildOnEachOther() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID holdId = tenant.newId();

    List<Outcome> outcomes =
        stage.block(
            tenant.grant(100),
            tenant.hold(holdId, 60),
            tenant.hold(tenant.newId(), 60),
            new SettleHold(holdId, 10));

    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Declined.class);
    assertThat(outcomes.get(3)).isInstanceOf(Outcome.Done.class);
    assertThat(credits(tenant)).isEqualTo(new Credits(90, 0, 10, 0));
    assertThat(stage.head().sequence()).isEqualTo(2);
  }

  @Test
  default void whatIsRefusedLeavesNothingBehind() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Head before = stage.head();

    Outcome outcome = stage.run(tenant.hold(tenant.newId(), 1));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Declined(
                Refusal.of(
                    RefusalCode.INSUFFICIENT_CREDIT, Map.of("available", "0", "required", "1")),
                false));
    assertThat(stage.head()).isEqualTo(before);
    assertThat(credits(tenant)).isEqualTo(Credits.NONE);
  }

  @Test
  default void aDecisionThatThrowsWritesNothingAndTheSlotGoesOn() {
    Stage stage = Stage.of(backend());
    Function<SlotView, Draft> bug =
        _ -> {
          throw new IllegalStateException("bug");
        };
    Future<Void> failed =
        backend().store().commit(stage.tenant().slot(), new Touched(), List.of(), bug);

    assertThatThrownBy(() -> Await.result(failed)).isInstanceOf(RuntimeException.class);
    stage.done(stage.tenant().grant(5));

    assertThat(stage.head().sequence()).isEqualTo(2);
    assertThat(credits(stage.tenant()).available()).isEqualTo(5);
  }

  @Test
  default void aKeyLeadsToTheRecordsItsCommandMade() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Pending first = Stage.pending(Stage.caller("first"), tenant.grant(100));
    Pending second = Stage.pending(Stage.caller("second"), tenant.hold(tenant.newId(), 40));
    Pending third = Stage.pending(Stage.caller("third"), tenant.grant(7));

    List<Outcome> outcomes =
        stage.send(backend().store(), List.of(first, second, third)).stream()
            .map(Await::result)
            .toList();

    assertThat(stored(stage, first)).contains(new StoredOutcome(request(first), outcomes.get(0)));
    assertThat(stored(stage, second)).contains(new StoredOutcome(request(second), outcomes.get(1)));
    assertThat(stored(stage, third)).contains(new StoredOutcome(request(third), outcomes.get(2)));
    assertThat(stored(stage, Stage.pending(Stage.caller("other"), tenant.grant(100)))).isEmpty();
  }

  @Test
  default void aKeyLeadsToTheRefusalEvenWhenItsBlockWasEmpty() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Pending refused = Stage.pending(Stage.caller("k"), tenant.hold(tenant.newId(), 8));
    Head before = stage.head();

    Outcome outcome = Await.result(stage.send(backend().store(), List.of(refused)).getFirst());

    assertThat(stage.head()).isEqualTo(before);
    assertThat(outcome).isInstanceOf(Outcome.Declined.class);
    assertThat(stored(stage, refused)).contains(new StoredOutcome(request(refused), outcome));
  }

  @Test
  default void aKeyLeadsToAllThatABatchMadeTogether() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    List<LedgerCommand> commands = new ArrayList<>();
    commands.add(new SetThresholds(tenant.namespaceId(), List.of(500L)));
    commands.add(tenant.grant(1000));
    for (int i = 0; i < 998; i++) {
      commands.add(tenant.hold(tenant.newId(), 1));
    }
    Pending batch = Stage.pending(Stage.caller("all"), new AllOrNone(commands));

    Outcome outcome = Await.result(stage.send(backend().store(), List.of(batch)).getFirst());

    assertThat(((Outcome.Done) outcome).records()).hasSize(1000 + 2);
    assertThat(stored(stage, batch)).contains(new StoredOutcome(request(batch), outcome));
    assertThat(stage.head().sequence()).isEqualTo(2);
    assertThat(credits(tenant)).isEqualTo(new Credits(2, 998, 0, 0));
  }

  @Test
  default void aBatchThatIsRefusedLeavesNothingButItsRefusal() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID holdId = tenant.newId();
    AllOrNone all =
        new AllOrNone(
            List.of(
                tenant.grant(9),
                tenant.hold(holdId, 9),
                new FreezeNamespace(tenant.namespaceId()),
                tenant.hold(tenant.newId(), 1)));
    Pending batch = Stage.pending(Stage.caller("all"), all);
    Head before = stage.head();

    Outcome outcome = Await.result(stage.send(backend().store(), List.of(batch)).getFirst());

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Declined(
                Refusal.of(RefusalCode.NAMESPACE_FROZEN, Map.of("command", "3")), false));
    assertThat(stored(stage, batch)).contains(new StoredOutcome(request(batch), outcome));
    assertThat(stage.head()).isEqualTo(before);
    assertThat(Await.result(backend().holds().find(holdId))).isEmpty();
    assertThat(credits(tenant)).isEqualTo(Credits.NONE);
    stage.done(tenant.grant(1));
  }

  @Test
  default void partsOfABatchAreRememberedEachAndAsTheBatch() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Caller caller = Stage.caller("parts");
    List<Pending> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(Stage.pending(caller.of(new Caller.Part(i, "request")), tenant.grant(i)));
    }
    List<Outcome> outcomes =
        stage.send(backend().store(), parts).stream().map(Await::result).toList();

    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Declined.class);
    for (int i = 0; i < 3; i++) {
      assertThat(stored(stage, parts.get(i)))
          .contains(new StoredOutcome(request(parts.get(i)), outcomes.get(i)));
    }
    Pending other = Stage.pending(caller.of(new Caller.Part(3, "another")), tenant.grant(5));
    assertThat(Await.result(stage.send(backend().otherStore(), List.of(other)).getFirst()))
        .isEqualTo(new Outcome.KeyReused());
    assertThat(credits(tenant).available()).isEqualTo(1 + 2);
  }

  @Test
  default void aKeyOfOneSlotIsNotKnownInAnother() {
    Stage stage = Stage.of(backend());
    Stage other = Stage.of(backend());
    Pending pending = Stage.pending(Stage.caller("shared"), stage.tenant().grant(1));

    Await.result(stage.send(backend().store(), List.of(pending)).getFirst());

    assertThat(stored(other, pending)).isEmpty();
  }

  @Test
  default void aPaymentIsKnownInEverySlot() {
    Stage stage = Stage.of(backend());
    Stage other = Stage.of(backend());
    String payment = "payment-" + stage.tenant().newId();

    stage.done(stage.tenant().topUp(10, payment));

    assertThat(other.run(other.tenant().topUp(10, payment)))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.PAYMENT_ALREADY_GRANTED), false));
  }

  @Test
  default void aPaymentIsGrantedOnceHoweverSlotsRaceForIt() {
    Stage stage = Stage.of(backend());
    Stage other = Stage.of(backend());
    for (int i = 0; i < 20; i++) {
      String payment = "race-" + stage.tenant().newId();
      Future<Outcome> one =
          stage.send(backend().store(), stage.tenant().topUp(10, payment)).getFirst();
      Future<Outcome> two =
          other.send(backend().otherStore(), other.tenant().topUp(10, payment)).getFirst();

      assertThat(List.of(happened(one), happened(two))).containsExactlyInAnyOrder(true, false);
    }
    assertThat(credits(stage.tenant()).available() + credits(other.tenant()).available())
        .isEqualTo(200);
  }

  @Test
  default void anEmailBelongsToOneAccount() {
    Stage stage = Stage.of(backend());
    Tenant other = Tenant.in(stage.tenant().slot());

    assertThat(stage.run(other.openAccount(stage.tenant().email())))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.EMAIL_TAKEN), false));
    assertThat(Await.result(backend().accounts().find(other.accountId()))).isEmpty();
  }

  @Test
  default void aNamespaceNameIsUniqueInItsAccountAndFreeInOthers() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Tenant second = tenant.on(Network.MAINNET);
    Tenant stranger = Tenant.in(tenant.slot());
    stage.done(stranger.openAccount());
    String name = "default-testnet";

    assertThat(stage.run(second.openNamespace(name)))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.NAMESPACE_NAME_TAKEN), false));
    stage.done(stranger.openNamespace(name));
  }

  @Test
  default void everySlotReadsTheRegistryAsOfASequenceItNotes() {
    Stage stage = Stage.empty(backend());
    stage.done(stage.tenant().openAccount());
    long registry = Await.result(backend().blocks().head(0)).sequence();

    SlotView view =
        stage.view(
            stage.tenant().slot(),
            touched -> touched.account(stage.tenant().accountId()),
            List.of());
    stage.done(stage.tenant().openNamespace());

    assertThat(view.registrySequence()).isGreaterThanOrEqualTo(registry);
    assertThat(view.state().account(stage.tenant().accountId())).isNotNull();
    assertThat(stage.blocks().getFirst().header().registrySequence())
        .isGreaterThanOrEqualTo(view.registrySequence());
  }

  @Test
  default void everyPublishedConfigurationCountsEvenOfOneBlock() {
    Stage stage = Stage.of(backend());

    List<Outcome> outcomes =
        stage.block(
            new PublishConfiguration(Network.MAINNET, Tenant.TERMS),
            new PublishConfiguration(Network.MAINNET, Tenant.TERMS));

    long first = version(outcomes.get(0));
    assertThat(version(outcomes.get(1))).isEqualTo(first + 1);
    Optional<Configuration> current =
        Await.result(backend().configurations().findCurrent(Network.MAINNET));
    assertThat(current).isPresent();
    assertThat(current.get().version()).isGreaterThanOrEqualTo(first + 1);
    assertThat(current.get().terms()).isEqualTo(Tenant.TERMS);
    assertThat(
            stage
                .state(touched -> touched.configuration(Network.MAINNET))
                .configuration(Network.MAINNET))
        .isNotNull();
  }

  @Test
  default void twoStoresTakeTurnsInASlot() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(100));
    List<SlotStore> stores = List.of(backend().store(), backend().otherStore());
    List<Future<Outcome>> sent = new ArrayList<>();

    for (int i = 0; i < 60; i++) {
      sent.addAll(stage.send(stores.get(i % 2), tenant.hold(tenant.newId(), 2)));
    }

    long held = sent.stream().map(Await::result).filter(Outcome.Done.class::isInstance).count();
    assertThat(held).isEqualTo(50);
    assertThat(credits(tenant)).isEqualTo(new Credits(0, 100, 0, 0));
    assertThat(stage.head().sequence()).isEqualTo(52);
    assertChained(stage.blocks());
  }

  @Test
  default void settlingFindsABlockThatWasWrittenAndNoOther() {
    Stage stage = Stage.of(backend());
    stage.done(stage.tenant().grant(1));
    stage.done(stage.tenant().grant(2));
    int slot = stage.tenant().slot();
    List<Block> blocks = stage.blocks();

    for (Block block : blocks) {
      assertThat(Await.result(backend().otherStore().settle(slot, block.header().sequence())))
          .contains(block.header().hash());
    }
    assertThat(Await.result(backend().store().settle(slot, blocks.size() + 1))).isEmpty();
    assertThat(Await.result(backend().store().settle(backend().newSlot(), 1))).isEmpty();
  }

  @Test
  default void blocksFormAChainOverTheirLines() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    List<Recorded> told = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      stage.pass(Duration.ofSeconds(1));
      stage
          .block(tenant.grant(i), tenant.grant(10L * i), tenant.hold(tenant.newId(), i))
          .forEach(outcome -> told.addAll(((Outcome.Done) outcome).records()));
    }

    List<Block> blocks = stage.blocks();

    assertChained(blocks);
    assertThat(stage.head()).isEqualTo(new Head(6, blocks.getLast().header().hash(), stage.now()));
    assertThat(
            blocks.stream()
                .skip(1)
                .flatMap(block -> block.lines().stream())
                .map(RecordLines::decode))
        .isEqualTo(told);
    assertThat(headers(Await.result(backend().blocks().list(tenant.slot(), 2, 3))))
        .isEqualTo(headers(blocks.subList(2, 5)));
    assertThat(Await.result(backend().blocks().head(backend().newSlot()))).isEqualTo(Head.NONE);
  }

  @Test
  default void accountsAndNamespacesReadBackAsTheyWereOpened() {
    Stage stage = Stage.empty(backend());
    Tenant tenant = stage.tenant();
    Tenant second = tenant.on(Network.MAINNET);
    Outcome.Done opened = stage.done(tenant.openAccount());
    stage.done(tenant.openNamespace());
    stage.pass(Duration.ofSeconds(1));
    stage.done(second.openNamespace());

    var view = Await.result(backend().accounts().find(tenant.accountId())).orElseThrow();

    AccountOpened record = opened.get(AccountOpened.class);
    assertThat(view.account().id()).isEqualTo(tenant.accountId());
    assertThat(view.account().roles()).isEqualTo(record.roles());
    assertThat(view.account().emailCommitment()).isEqualTo(record.emailCommitment());
    assertThat(view.account().referrerId()).isNull();
    assertThat(view.account().openedAt()).isEqualTo(opened.records().getFirst().at());
    assertThat(view.email()).isEqualTo(tenant.email());
    assertThat(view.namespaces())
        .extracting(namespace -> namespace.id())
        .containsExactly(tenant.namespaceId(), second.namespaceId());
    assertThat(view.namespaces().getFirst())
        .isEqualTo(Await.result(backend().namespaces().find(tenant.namespaceId())).orElseThrow());
  }

  @Test
  default void holdsReadBackInEveryStatus() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.grant(1000));
    stage.done(new SetDebtLimit(tenant.namespaceId(), 50));
    UUID held = placed(stage, 10);
    UUID settled = placed(stage, 20);
    UUID voided = placed(stage, 30);
    UUID extended = placed(stage, 40);
    UUID expired = placed(stage, 50);
    stage.done(new SettleHold(settled, 5));
    stage.done(new VoidHold(voided));
    stage.done(new ExtendHold(extended, stage.now().plus(Duration.ofDays(3))));
    stage.pass(Duration.ofHours(1));
    stage.done(new ExpireHold(expired));

    for (UUID id : List.of(held, settled, voided, extended, expired)) {
      Hold hold = Await.result(backend().holds().find(id)).orElseThrow();
      assertThat(stage.state(touched -> touched.hold(id)).hold(id)).isEqualTo(hold);
      assertThat(Slice.total(hold.slices())).isEqualTo(hold.amount());
    }
    assertThat(status(held)).isEqualTo(HoldStatus.HELD);
    assertThat(status(settled)).isEqualTo(HoldStatus.SETTLED);
    assertThat(status(voided)).isEqualTo(HoldStatus.VOIDED);
    assertThat(status(extended)).isEqualTo(HoldStatus.HELD);
    assertThat(status(expired)).isEqualTo(HoldStatus.EXPIRED);
    assertThat(credits(tenant)).isEqualTo(new Credits(945, 50, 5, 0));
  }

  @Test
  default void jobsReadBackInEveryState() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.publishTerms();
    stage.done(tenant.grant(10_000));
    JobResult result = new JobResult(3, 4, 5, Digest.NONE);
    UUID queued = submitted(stage);
    UUID dispatched = dispatched(stage);
    UUID completed = dispatched(stage);
    UUID requeued = dispatched(stage);
    UUID failed = dispatched(stage);
    UUID cancelled = submitted(stage);
    UUID expired = dispatched(stage);
    stage.done(new CompleteJob(completed, Tenant.NODE, 1, result));
    stage.done(new FailJob(requeued, Tenant.NODE, 1, "oom"));
    stage.done(new FailJob(failed, Tenant.NODE, 1, "oom"));
    stage.done(new DispatchJob(failed, Tenant.OTHER_NODE));
    stage.done(new FailJob(failed, Tenant.OTHER_NODE, 2, "oom again"));
    stage.done(new CancelJob(cancelled));
    stage.pass(Duration.ofHours(2));
    stage.done(new ExpireJob(expired));

    for (UUID id : List.of(queued, dispatched, completed, requeued, failed, cancelled, expired)) {
      Job job = Await.result(backend().jobs().find(id)).orElseThrow();
      SlotState state = stage.state(touched -> touched.job(id));
      assertThat(state.job(id)).isEqualTo(job);
      assertThat(state.holdOf(job).forJob()).isTrue();
    }
    assertThat(state(queued)).isEqualTo(new JobState.Queued(Tenant.NOON));
    assertThat(state(requeued)).isEqualTo(new JobState.Queued(Tenant.NOON));
    assertThat(state(dispatched))
        .isEqualTo(new JobState.Dispatched(Tenant.NODE, Tenant.NOON, null));
    assertThat(state(completed))
        .isEqualTo(new JobState.Completed(Tenant.NODE, Tenant.NOON, result, 7, Tenant.NOON));
    assertThat(state(failed)).isEqualTo(new JobState.Failed("oom again", Tenant.NOON));
    assertThat(state(cancelled)).isEqualTo(new JobState.Cancelled(Tenant.NOON));
    assertThat(state(expired)).isEqualTo(new JobState.Expired(stage.now()));
  }

  @Test
  default void aHoldBringsItsGrantsEvenThoseItEmptied() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID first = tenant.newId();
    UUID second = tenant.newId();
    UUID holdId = tenant.newId();
    stage.done(tenant.grant(first, 10, stage.now().plus(Duration.ofDays(1))));
    stage.done(tenant.grant(second, 10, null));
    stage.done(tenant.hold(holdId, 15));

    SlotState withHold = stage.state(touched -> touched.hold(holdId));
    SlotState without = stage.state(touched -> touched.namespace(tenant.namespaceId()));
    stage.done(new VoidHold(holdId));
    SlotState after = stage.state(touched -> touched.namespace(tenant.namespaceId()));

    assertThat(purse(withHold, tenant).grants())
        .extracting(g -> g.id())
        .containsExactly(first, second);
    assertThat(purse(without, tenant).grants()).extracting(g -> g.id()).containsExactly(second);
    assertThat(purse(after, tenant).grants())
        .extracting(g -> g.remaining())
        .containsExactly(10L, 10L);
  }

  @Test
  default void aGrantBringsItsNamespace() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID grantId = tenant.newId();
    stage.done(tenant.grant(grantId, 10, stage.now().plus(Duration.ofSeconds(1))));

    assertThat(stage.run(new ExpireGrant(grantId)))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.GRANT_NOT_DUE), false));
    stage.pass(Duration.ofSeconds(1));
    stage.done(new ExpireGrant(grantId));
    assertThat(stage.run(new ExpireGrant(tenant.newId())))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.GRANT_NOT_FOUND), false));
    assertThat(credits(tenant)).isEqualTo(Credits.NONE);
  }

  @Test
  default void theStatementIsInTheOrderOfTheLogAndReadPageByPage() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    Tenant other = tenant.on(Network.MAINNET);
    UUID holdId = tenant.newId();
    stage.done(other.openNamespace());
    stage.block(tenant.grant(100), other.grant(5), tenant.hold(holdId, 60));
    stage.pass(Duration.ofSeconds(1));
    stage.block(new SettleHold(holdId, 40), tenant.grant(1));

    List<Entry> all = Await.result(backend().entries().list(tenant.namespaceId(), null, 100));

    assertThat(all)
        .extracting(Entry::kind)
        .containsExactly(EntryKind.GRANT, EntryKind.HOLD, EntryKind.SETTLE, EntryKind.GRANT);
    assertThat(all).extracting(Entry::amount).containsExactly(100L, 60L, 40L, 1L);
    assertThat(all.getLast().credits()).isEqualTo(credits(tenant));
    assertThat(all.get(2).subject()).isEqualTo(holdId);
    assertThat(all.get(2).at()).isEqualTo(stage.now());
    List<Entry> first = Await.result(backend().entries().list(tenant.namespaceId(), null, 3));
    assertThat(first).isEqualTo(all.subList(0, 3));
    assertThat(
            Await.result(backend().entries().list(tenant.namespaceId(), first.getLast().id(), 3)))
        .isEqualTo(all.subList(3, 4));
    assertThat(Await.result(backend().entries().list(tenant.namespaceId(), all.getLast().id(), 3)))
        .isEmpty();
  }

  @Test
  default void theBalancesAtATimeAreThoseAfterItsLastEntry() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.pass(Duration.ofMillis(1));
    Instant before = stage.now();
    stage.pass(Duration.ofNanos(1000));
    stage.done(tenant.grant(100));
    Instant granted = stage.now();
    stage.pass(Duration.ofNanos(1000));
    stage.done(tenant.hold(tenant.newId(), 30));
    Instant held = stage.now();

    assertThat(at(tenant, before)).isEmpty();
    assertThat(at(tenant, granted)).contains(new Credits(100, 0, 0, 0));
    assertThat(at(tenant, held)).contains(new Credits(70, 30, 0, 0));
    assertThat(at(tenant, held.plus(Duration.ofDays(30)))).contains(new Credits(70, 30, 0, 0));
  }

  private Optional<Credits> at(Tenant tenant, Instant at) {
    return Await.result(backend().entries().lastUntil(tenant.namespaceId(), at))
        .map(Entry::credits);
  }

  @Test
  default void aFreezeAndThresholdsReadBack() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    UUID id = tenant.namespaceId();
    stage.block(tenant.grant(100), new SetThresholds(id, List.of(9L, 4L)), new FreezeNamespace(id));

    Purse purse = purse(stage.state(touched -> touched.namespace(id)), tenant);
    assertThat(purse.thresholds()).containsExactly(4L, 9L);
    assertThat(purse.namespace().status()).isEqualTo(NamespaceStatus.FROZEN);
    assertThat(Await.result(backend().namespaces().find(id)))
        .map(Namespace::status)
        .contains(NamespaceStatus.FROZEN);
    assertThat(covers(id, 100)).isFalse();

    stage.done(new UnfreezeNamespace(id));
    assertThat(covers(id, 100)).isTrue();
    assertThat(covers(id, 101)).isFalse();
    assertThat(purse(stage.state(touched -> touched.namespace(id)), tenant).thresholds())
        .hasSize(2);
  }

  private boolean covers(UUID namespaceId, long amount) {
    return Await.result(backend().credits().find(namespaceId)).orElseThrow().covers(amount);
  }

  @Test
  default void theTrialBalanceOfASlotSumsToZero() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.done(new SetDebtLimit(tenant.namespaceId(), 100));
    UUID expiring = tenant.newId();
    UUID charged = tenant.newId();
    stage.block(
        tenant.topUp(50, "paid-" + tenant.newId()),
        tenant.grant(expiring, 30, stage.now().plus(Duration.ofMinutes(1))),
        tenant.hold(charged, 10, Overage.CHARGE),
        tenant.hold(tenant.newId(), 5));
    stage.pass(Duration.ofMinutes(1));
    stage.done(new SettleHold(charged, 75));

    assertThat(
            Await.result(backend().trialBalance().list()).stream()
                .filter(line -> line.slot() == tenant.slot()))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.total()).isZero();
          assertThat(line)
              .isEqualTo(
                  new TrialBalance.Line(
                      tenant.slot(), tenant.network(), 0, 5, 15, 75, 80, -50, -30, 75, 15));
        });
  }

  @Test
  default void whatIsDueIsListedSoonestFirstAndJobsBringTheirHoldsThemselves() {
    Stage stage = Stage.of(backend());
    Tenant tenant = stage.tenant();
    stage.publishTerms();
    UUID grantId = tenant.newId();
    UUID holdId = tenant.newId();
    UUID jobId = tenant.newId();
    stage.block(
        tenant.grant(grantId, 1000, stage.now().plus(Duration.ofMinutes(5))),
        tenant.submit(jobId, 100),
        tenant.hold(holdId, 100));
    int slot = tenant.slot();

    stage.pass(Duration.ofHours(2));

    assertThat(Await.result(backend().due().listDue(slot, stage.now(), 10)))
        .containsExactly(new ExpireGrant(grantId), new ExpireHold(holdId), new ExpireJob(jobId));
    assertThat(Await.result(backend().due().listDue(slot, stage.now(), 2)))
        .containsExactly(new ExpireGrant(grantId), new ExpireHold(holdId));
    assertThat(Await.result(backend().due().listDue(slot, Tenant.NOON, 10))).isEmpty();
    for (Command command : Await.result(backend().due().listDue(slot, stage.now(), 10))) {
      stage.done(command);
    }
    assertThat(Await.result(backend().due().listDue(slot, stage.now(), 10))).isEmpty();
  }

  @Test
  default void nothingIsFoundOfWhatIsNotThere() {
    Stage stage = Stage.empty(backend());
    UUID id = stage.tenant().newId();

    assertThat(Await.result(backend().accounts().find(id))).isEmpty();
    assertThat(Await.result(backend().namespaces().find(id))).isEmpty();
    assertThat(Await.result(backend().credits().find(id))).isEmpty();
    assertThat(Await.result(backend().holds().find(id))).isEmpty();
    assertThat(Await.result(backend().jobs().find(id))).isEmpty();
    assertThat(Await.result(backend().entries().list(id, null, 10))).isEmpty();
    assertThat(Await.result(backend().blocks().list(stage.tenant().slot(), 0, 10))).isEmpty();
    SlotState state =
        stage.state(touched -> touched.namespace(id).hold(id).job(id).grant(id).account(id));
    assertThat(state.purse(id)).isNull();
    assertThat(state.hold(id)).isNull();
    assertThat(state.job(id)).isNull();
    assertThat(state.purseOfGrant(id)).isNull();
    assertThat(state.account(id)).isNull();
  }

  @Test
  default void recordsKeepTextsAndAmountsExactly() {
    Stage stage = Stage.empty(backend());
    Tenant tenant = stage.tenant();
    stage.done(tenant.openAccount());
    String name = "Zoë \"\\\u0001 \uD83D\uDE00 '; --";
    Outcome.Done opened = stage.done(tenant.openNamespace(name));
    stage.done(tenant.grant(Long.MAX_VALUE));

    assertThat(opened.get(NamespaceOpened.class).name()).isEqualTo(name);
    assertThat(Await.result(backend().namespaces().find(tenant.namespaceId())).orElseThrow().name())
        .isEqualTo(name);
    assertThat(credits(tenant).available()).isEqualTo(Long.MAX_VALUE);
    assertThat(stage.run(tenant.grant(1)))
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.AMOUNT_OVERFLOW), false));
    LogRecord last = RecordLines.decode(stage.blocks().getLast().lines().getFirst()).fact();
    assertThat(last).isInstanceOf(CreditGranted.class);
  }

  private Credits credits(Tenant tenant) {
    return Await.result(backend().credits().find(tenant.namespaceId())).orElseThrow().credits();
  }

  private HoldStatus status(UUID holdId) {
    return Await.result(backend().holds().find(holdId)).orElseThrow().status();
  }

  private JobState state(UUID jobId) {
    return Await.result(backend().jobs().find(jobId)).orElseThrow().state();
  }

  private static Purse purse(SlotState state, Tenant tenant) {
    Purse purse = state.purse(tenant.namespaceId());
    assertThat(purse).isNotNull();
    return Objects.requireNonNull(purse);
  }

  private static UUID placed(Stage stage, long amount) {
    UUID holdId = stage.tenant().newId();
    stage.done(stage.tenant().hold(holdId, amount)).get(HoldPlaced.class);
    return holdId;
  }

  private static UUID submitted(Stage stage) {
    UUID jobId = stage.tenant().newId();
    stage.done(stage.tenant().submit(jobId, 100));
    return jobId;
  }

  private static UUID dispatched(Stage stage) {
    UUID jobId = submitted(stage);
    stage.done(new DispatchJob(jobId, Tenant.NODE));
    return jobId;
  }

  private static boolean happened(Future<Outcome> outcome) {
    try {
      return Await.result(outcome) instanceof Outcome.Done;
    } catch (StoreFailure rejected) {
      assertThat(rejected.kind()).isEqualTo(StoreFailure.Kind.REJECTED);
      return false;
    }
  }

  private static UUID request(Pending pending) {
    return Objects.requireNonNull(pending.idempotency()).request();
  }

  private static Optional<StoredOutcome> stored(Stage stage, Pending pending) {
    UUID key = Objects.requireNonNull(pending.idempotency()).key();
    return Optional.ofNullable(
        stage.view(stage.tenant().slot(), _ -> {}, List.of(key)).outcomes().get(key));
  }

  private static long version(Outcome outcome) {
    return ((Outcome.Done) outcome).get(ConfigurationPublished.class).configuration().version();
  }

  private static List<BlockHeader> headers(List<Block> blocks) {
    return blocks.stream().map(Block::header).toList();
  }

  /** Each block follows the one before it and commits to its own lines. */
  static void assertChained(List<Block> blocks) {
    Head head = Head.NONE;
    for (Block block : blocks) {
      BlockHeader header = block.header();
      assertThat(header.sequence()).isEqualTo(head.sequence() + 1);
      assertThat(header.previous()).isEqualTo(head.hash());
      assertThat(header.at()).isAfterOrEqualTo(head.at());
      assertThat(header.count()).isEqualTo(block.lines().size()).isPositive();
      assertThat(header.root()).isEqualTo(Digest.of(MerkleTree.root(block.lines())));
      head = new Head(header.sequence(), header.hash(), header.at());
    }
  }
}
