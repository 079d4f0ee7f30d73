package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.LedgerCommand.FreezeNamespace;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.SetThresholds;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.ledger.RunBatch;
import com.resultity.ports.ledger.RunBatch.Item;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many commands of one request: let through one by one, done each on its own or all or none. */
class RunBatchTest {
  private static final int SLOT = 1;
  private static final Principal CLOUD = principal(Role.CLOUD, null);
  private static final Principal ADMIN = principal(Role.ADMIN, null);

  private final MemoryStore store = new MemoryStore();
  private final ManualClock clock = new ManualClock();
  private final Stage stage = Stage.of(store);
  private final Tenant tenant = stage.tenant();
  private final Gate gate = new Gate(store.namespaces(), store.keys(), store.holds(), store.jobs());
  private final RunBatch batches = batches(100, 50);

  private RunBatch batches(int queue, int batch) {
    return new RunBatch(gate, committer(queue, batch));
  }

  private Committer committer(int queue, int batch) {
    return new Committer(
        new CommitterSettings(2, queue, batch, Duration.ofSeconds(1)),
        store,
        Preparation.NONE,
        clock,
        new ManualDelay(clock),
        CommitListener.NONE);
  }

  private static Principal principal(Role role, @Nullable UUID namespace) {
    return new Principal("tester", role, Optional.empty(), Optional.ofNullable(namespace));
  }

  private static Item item(LedgerCommand command) {
    return switch (command) {
      case GrantCredit c ->
          new Item(Operation.GRANT_CREDIT, new Target.OfNamespace(c.namespaceId()), c);
      case LedgerCommand.PlaceHold c ->
          new Item(Operation.PLACE_HOLD, new Target.OfNamespace(c.namespaceId()), c);
      case LedgerCommand.OnHold c ->
          new Item(Operation.VOID_HOLD, new Target.OfHold(c.holdId()), c);
      case LedgerCommand.OnNamespace c ->
          new Item(Operation.FREEZE_NAMESPACE, new Target.OfNamespace(c.namespaceId()), c);
      case LedgerCommand.ExpireGrant _, LedgerCommand.AllOrNone _ ->
          throw new IllegalArgumentException("no caller's command");
    };
  }

  private static List<Item> items(LedgerCommand... commands) {
    return List.of(commands).stream().map(RunBatchTest::item).toList();
  }

  private List<Item> grants(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> item(tenant.grant(n))).toList();
  }

  private List<Future<Outcome>> each(@Nullable String key, LedgerCommand... commands) {
    return Await.result(batches.each(ADMIN, Stage.caller(key), items(commands)));
  }

  private Future<Outcome> together(@Nullable String key, LedgerCommand... commands) {
    return batches.together(ADMIN, Stage.caller(key), items(commands));
  }

  private Credits credits() {
    return Await.result(store.credits().find(tenant.namespaceId())).orElseThrow().credits();
  }

  private List<Integer> counts() {
    return stage.blocks().stream().map(block -> block.header().count()).skip(1).toList();
  }

  private static Fault fault(Future<Outcome> outcome) {
    assertThat(outcome.cause()).isInstanceOf(Fault.class);
    return (Fault) outcome.cause();
  }

  private static RefusalCode refusal(Future<Outcome> outcome) {
    return ((Outcome.Declined) outcome.result()).refusal().code();
  }

  private static boolean replayed(Future<Outcome> outcome) {
    return switch (outcome.result()) {
      case Outcome.Done done -> done.replayed();
      case Outcome.Declined declined -> declined.replayed();
      case Outcome.KeyReused _ -> false;
    };
  }

  @Test
  void eachHappensOrNotOnItsOwnAndInOrder() {
    List<Future<Outcome>> outcomes =
        each("k", tenant.hold(tenant.newId(), 5), tenant.grant(10), tenant.hold(tenant.newId(), 5));

    assertThat(refusal(outcomes.get(0))).isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
    assertThat(outcomes.get(1).result()).isInstanceOf(Outcome.Done.class);
    assertThat(outcomes.get(2).result()).isInstanceOf(Outcome.Done.class);
    assertThat(credits()).isEqualTo(new Credits(5, 5, 0, 0));
  }

  @Test
  void eachIsAnsweredAgainAsTheFirstTime() {
    LedgerCommand[] commands = {tenant.hold(tenant.newId(), 5), tenant.grant(10)};
    List<Future<Outcome>> first = each("k", commands);
    List<Future<Outcome>> again = each("k", commands);

    assertThat(again).allMatch(RunBatchTest::replayed);
    assertThat(refusal(again.get(0))).isEqualTo(refusal(first.get(0)));
    assertThat(((Outcome.Done) again.get(1).result()).records())
        .isEqualTo(((Outcome.Done) first.get(1).result()).records());
    assertThat(credits()).isEqualTo(new Credits(10, 0, 0, 0));
  }

  @Test
  void aKeyWithAnotherBatchDoesNothingOfIt() {
    each("k", tenant.grant(1), tenant.grant(2));

    for (LedgerCommand[] other :
        new LedgerCommand[][] {
          {tenant.grant(1), tenant.grant(3)},
          {tenant.grant(1)},
          {tenant.grant(1), tenant.grant(2), tenant.grant(3)},
        }) {
      assertThat(each("k", other))
          .allMatch(outcome -> outcome.result() instanceof Outcome.KeyReused);
    }
    assertThat(together("k", tenant.grant(1), tenant.grant(2)).result())
        .isInstanceOf(Outcome.KeyReused.class);
    assertThat(credits().available()).isEqualTo(3);
  }

  @Test
  void aKeyNamesOneBatchOrOneCommand() {
    each("k", tenant.grant(1));
    Committer committer = committer(10, 10);
    assertThat(committer.submit(Stage.caller("k"), tenant.grant(1)).result())
        .isInstanceOf(Outcome.KeyReused.class);

    committer.submit(Stage.caller("j"), tenant.grant(1));
    assertThat(each("j", tenant.grant(1)).getFirst().result())
        .isInstanceOf(Outcome.KeyReused.class);
    assertThat(credits().available()).isEqualTo(2);
  }

  @Test
  void whatDidNotFitTheQueueIsDoneWhenTheBatchComesAgain() {
    RunBatch small = batches(2, 50);
    List<Item> items = grants(5);
    store.faults().hold(SLOT);
    Future<List<Future<Outcome>>> first = small.each(ADMIN, Stage.caller("k"), items);
    store.faults().release(SLOT);
    List<Future<Outcome>> outcomes = Await.result(first);

    assertThat(outcomes.subList(0, 3)).allMatch(Future::succeeded);
    assertThat(outcomes.subList(3, 5))
        .allMatch(outcome -> fault(outcome).code() == ErrorCode.OVERLOADED);

    List<Future<Outcome>> again = Await.result(batches.each(ADMIN, Stage.caller("k"), items));
    assertThat(again.subList(0, 3)).allMatch(RunBatchTest::replayed);
    assertThat(again.subList(3, 5)).noneMatch(RunBatchTest::replayed);
    assertThat(credits().available()).isEqualTo(1 + 2 + 3 + 4 + 5);
  }

  @Test
  void aDryRunOfEachDecidesEachOnTheStateAsItIs() {
    Caller dry = new Caller(Stage.caller(null).origin(), null, null, true);
    List<Future<Outcome>> outcomes =
        Await.result(
            batches.each(ADMIN, dry, items(tenant.grant(10), tenant.hold(tenant.newId(), 5))));

    assertThat(outcomes.get(0).result()).isInstanceOf(Outcome.Done.class);
    assertThat(refusal(outcomes.get(1))).isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
    assertThat(credits()).isEqualTo(Credits.NONE);
  }

  @Test
  void allTogetherAreOneBlockInOrder() {
    UUID hold = tenant.newId();
    Outcome.Done done =
        (Outcome.Done)
            together(
                    "k",
                    new SetThresholds(tenant.namespaceId(), List.of(50L)),
                    tenant.grant(100),
                    tenant.hold(hold, 60))
                .result();

    assertThat(done.records().stream().<Class<?>>map(recorded -> recorded.fact().getClass()))
        .containsExactly(
            ThresholdsSet.class,
            CreditGranted.class,
            ThresholdCrossed.class,
            HoldPlaced.class,
            ThresholdCrossed.class);
    List<Outcome.Done> parts = RunBatch.parts(done);
    assertThat(parts).hasSize(3);
    assertThat(parts.get(1).get(CreditGranted.class).amount()).isEqualTo(100);
    assertThat(parts.get(2).get(HoldPlaced.class).holdId()).isEqualTo(hold);
    assertThat(counts()).containsExactly(5);
  }

  @Test
  void allTogetherAreAnsweredAgainByAnotherProcess() {
    LedgerCommand[] commands = {tenant.grant(100), tenant.hold(tenant.newId(), 60)};
    Outcome.Done first = (Outcome.Done) together("k", commands).result();
    Outcome again =
        Await.result(batches(10, 10).together(ADMIN, Stage.caller("k"), items(commands)));

    assertThat(again).isEqualTo(new Outcome.Done(first.records(), true));
    assertThat(together("k", commands[0]).result()).isInstanceOf(Outcome.KeyReused.class);
    assertThat(credits()).isEqualTo(new Credits(40, 60, 0, 0));
  }

  @Test
  void oneThatIsRefusedKeepsAllFromHappeningNowAndWhenAskedAgain() {
    LedgerCommand[] commands = {tenant.grant(1), tenant.hold(tenant.newId(), 5), tenant.grant(9)};
    Future<Outcome> refused = together("k", commands);
    assertThat(refusal(refused)).isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
    assertThat(((Outcome.Declined) refused.result()).refusal().facts())
        .containsEntry("command", "1");
    assertThat(credits()).isEqualTo(Credits.NONE);

    together(null, tenant.grant(100));
    assertThat(replayed(together("k", commands))).isTrue();
    assertThat(credits().available()).isEqualTo(100);
  }

  @Test
  void aDryRunOfAllTogetherDecidesThemOnEachOther() {
    Caller dry = new Caller(Stage.caller(null).origin(), null, null, true);
    Outcome outcome =
        Await.result(
            batches.together(ADMIN, dry, items(tenant.grant(10), tenant.hold(tenant.newId(), 5))));

    assertThat(RunBatch.parts((Outcome.Done) outcome)).hasSize(2);
    assertThat(credits()).isEqualTo(Credits.NONE);
    assertThat(counts()).isEmpty();
  }

  @Test
  void aBatchThatTheStoreRejectsFailsAloneAndWhole() {
    store.faults().reject(fact -> fact instanceof CreditGranted g && g.amount() == 13);
    store.faults().hold(SLOT);
    together(null, tenant.grant(1));
    Future<Outcome> before = together(null, tenant.grant(10));
    Future<Outcome> poisonous = together(null, tenant.grant(100), tenant.grant(13));
    Future<Outcome> after = together(null, tenant.grant(1000));
    store.faults().release(SLOT);

    assertThat(fault(poisonous).code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(before.succeeded()).isTrue();
    assertThat(after.succeeded()).isTrue();
    assertThat(credits().available()).isEqualTo(1011);
  }

  @Test
  void aBatchThatWaitedTooLongIsNotExecuted() {
    store.faults().hold(SLOT);
    together(null, tenant.grant(1));
    Instant soon = Tenant.NOON.plusSeconds(1);
    Caller hasty = new Caller(Stage.caller(null).origin(), "k", soon);
    Future<Outcome> late = batches.together(ADMIN, hasty, items(tenant.grant(10)));
    Future<List<Future<Outcome>>> alsoLate = batches.each(ADMIN, hasty, items(tenant.grant(10)));
    clock.move(Duration.ofSeconds(2));
    store.faults().release(SLOT);

    assertThat(fault(late).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(fault(alsoLate.result().getFirst()).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(credits().available()).isEqualTo(1);
  }

  @Test
  void aBatchWeighsAsMuchAsItsCommands() {
    Committer committer = committer(10, 4);
    RunBatch small = new RunBatch(gate, committer);
    store.faults().hold(SLOT);
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int size : new int[] {1, 3, 3, 3, 3}) {
      sent.add(small.together(ADMIN, Stage.caller(null), grants(size)));
    }
    assertThat(committer.waiting(SLOT)).isEqualTo(9);
    assertThat(fault(sent.getLast()).code()).isEqualTo(ErrorCode.OVERLOADED);
    store.faults().release(SLOT);

    assertThat(sent.subList(0, 4)).allMatch(Future::succeeded);
    assertThat(counts()).containsExactly(1, 6, 3);
    assertThat(committer.waiting(SLOT)).isZero();
  }

  @Test
  void aBatchLargerThanTheQueueMayWaitAlone() {
    RunBatch small = batches(2, 2);
    store.faults().hold(SLOT);
    small.together(ADMIN, Stage.caller(null), grants(1));
    Future<Outcome> large = small.together(ADMIN, Stage.caller(null), grants(5));
    Future<Outcome> behind = small.together(ADMIN, Stage.caller(null), grants(1));
    store.faults().release(SLOT);

    assertThat(large.succeeded()).isTrue();
    assertThat(fault(behind).code()).isEqualTo(ErrorCode.OVERLOADED);
  }

  @Test
  void eachMustBeAllowedByItself() {
    Principal narrowed = principal(Role.CLOUD, tenant.namespaceId());
    Tenant other = Stage.of(store).tenant();
    together(null, tenant.grant(100));
    List<Item> items =
        items(
            tenant.hold(tenant.newId(), 1),
            tenant.grant(1),
            other.hold(other.newId(), 1),
            new VoidHold(other.newId()),
            tenant.hold(tenant.newId(), 2));

    List<Future<Outcome>> outcomes = Await.result(batches.each(narrowed, Stage.caller("k"), items));
    assertThat(outcomes.get(0).succeeded()).isTrue();
    assertThat(fault(outcomes.get(1)).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(fault(outcomes.get(2)).code()).isEqualTo(ErrorCode.NAMESPACE_NOT_FOUND);
    assertThat(fault(outcomes.get(3)).code()).isEqualTo(ErrorCode.HOLD_NOT_FOUND);
    assertThat(outcomes.get(4).succeeded()).isTrue();
    assertThat(credits()).isEqualTo(new Credits(97, 3, 0, 0));
  }

  @Test
  void oneThatIsNotAllowedKeepsAllFromHappening() {
    List<Item> items =
        items(tenant.hold(tenant.newId(), 1), new FreezeNamespace(tenant.namespaceId()));
    together(null, tenant.grant(100));
    Future<Outcome> refused = batches.together(CLOUD, Stage.caller("k"), items);

    assertThat(fault(refused).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(fault(refused).facts()).containsEntry("command", "1");
    assertThat(credits()).isEqualTo(new Credits(100, 0, 0, 0));
  }

  @Test
  void theOrderIsKeptHoweverLookingUpTakes() {
    together(null, tenant.grant(1));
    UUID hold = tenant.newId();
    together(null, tenant.hold(hold, 1));
    Promise<Optional<Hold>> slow = Promise.promise();
    RunBatch waiting =
        new RunBatch(
            new Gate(store.namespaces(), store.keys(), _ -> slow.future(), store.jobs()),
            committer(10, 10));
    Future<List<Future<Outcome>>> outcomes =
        waiting.each(
            principal(Role.CLOUD, tenant.namespaceId()),
            Stage.caller("k"),
            items(new VoidHold(hold), tenant.hold(tenant.newId(), 1)));
    assertThat(outcomes.isComplete()).isFalse();
    slow.complete(Await.result(store.holds().find(hold)));

    assertThat(outcomes.result()).allMatch(Future::succeeded);
    assertThat(((Outcome.Done) outcomes.result().getFirst().result()).find(HoldVoided.class))
        .isPresent();
  }

  @Test
  void commandsOfSeveralSlotsCannotBeOneBatchThatHappensWhole() {
    Tenant other = Stage.of(store).tenant();
    Future<Outcome> refused = together("k", tenant.grant(1), tenant.grant(2), other.grant(3));

    assertThat(fault(refused).code()).isEqualTo(ErrorCode.BATCH_SPANS_SLOTS);
    assertThat(fault(refused).facts()).containsEntry("command", "2");
    assertThat(each("k", tenant.grant(1), other.grant(3))).allMatch(Future::succeeded);
  }

  @Test
  void aBatchHasItsMostCommandsAndNoMore() {
    Caller caller = new Caller(new Origin("tester", "", null), null, null);
    RunBatch large = batches(5000, 512);

    assertThat(large.together(ADMIN, caller, grants(1000)).succeeded()).isTrue();
    assertThat(fault(large.together(ADMIN, caller, grants(1001))).code())
        .isEqualTo(ErrorCode.BATCH_TOO_LARGE);
    Future<List<Future<Outcome>>> each = large.each(ADMIN, caller, grants(1001));
    assertThat(each.cause())
        .isInstanceOfSatisfying(
            Fault.class, f -> assertThat(f.code()).isEqualTo(ErrorCode.BATCH_TOO_LARGE));
    assertThat(credits().available()).isEqualTo(1000 * 1001 / 2);
  }
}
