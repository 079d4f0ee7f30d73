package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How commands become blocks, whatever the store does. Nothing here waits for time to pass. */
class CommitterTest {
  private static final int SLOT = 1;

  private final MemoryStore store = new MemoryStore();
  private final ManualClock clock = new ManualClock();
  private final ManualDelay delay = new ManualDelay(clock);
  private final Stage stage = Stage.of(store);
  private final Tenant tenant = stage.tenant();
  private final List<Throwable> troubles = new ArrayList<>();
  private final Queue<ErrorCode> failures = new ConcurrentLinkedQueue<>();
  private final Committer committer = committer(store, 100, 50);

  private Committer committer(SlotStore on, int queue, int batch) {
    CommitListener listener =
        new CommitListener() {
          @Override
          public void failed(int slot, ErrorCode code) {
            failures.add(code);
          }

          @Override
          public void troubled(int slot, Throwable cause) {
            synchronized (troubles) {
              troubles.add(cause);
            }
          }
        };
    return new Committer(
        new CommitterSettings(2, queue, batch, Duration.ofSeconds(1)),
        on,
        Preparation.NONE,
        clock,
        delay,
        listener);
  }

  @Test
  void aLoneCommandIsABlockAtOnce() {
    Future<Outcome> granted = send(tenant.grant(5));

    assertThat(granted.succeeded()).isTrue();
    assertThat(counts()).containsExactly(1, 1);
  }

  @Test
  void commandsThatCameWhileABlockCommittedAreTheNextBlock() {
    store.faults().hold(SLOT);
    Future<Outcome> first = send(tenant.grant(1));
    List<Future<Outcome>> rest =
        List.of(send(tenant.grant(2)), send(tenant.grant(3)), send(tenant.grant(4)));

    assertThat(first.isComplete()).isFalse();
    assertThat(committer.waiting(SLOT)).isEqualTo(3);
    store.faults().release(SLOT);

    assertThat(first.succeeded()).isTrue();
    assertThat(rest).allMatch(Future::succeeded);
    assertThat(counts()).containsExactly(1, 1, 3);
    assertThat(committer.waiting(SLOT)).isZero();
  }

  @Test
  void aBlockTakesNoMoreThanItsBound() {
    Committer small = committer(store, 100, 2);
    store.faults().hold(SLOT);
    for (int i = 1; i <= 6; i++) {
      small.submit(Stage.caller(null), tenant.grant(i));
    }
    store.faults().release(SLOT);

    assertThat(counts()).containsExactly(1, 1, 2, 2, 1);
  }

  @Test
  void aBlockHoldsNoMoreRecordsThanCanHaveIds() {
    int many = Ids.MAX_PLACES + 1;
    Committer large = committer(store, many, many);
    store.faults().hold(SLOT);
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 0; i <= many; i++) {
      sent.add(large.submit(Stage.caller(null), new SetDebtLimit(tenant.namespaceId(), i)));
    }
    store.faults().release(SLOT);

    assertThat(sent).allMatch(Future::succeeded);
    assertThat(counts()).containsExactly(1, 1, many / 2, many - many / 2);
  }

  @Test
  void aFullQueueRefusesExactlyWhatDoesNotFit() {
    Committer small = committer(store, 3, 50);
    store.faults().hold(SLOT);
    List<Future<Outcome>> sent = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      sent.add(small.submit(Stage.caller(null), tenant.grant(i)));
    }

    assertThat(fault(sent.get(4))).isEqualTo(ErrorCode.OVERLOADED);
    store.faults().release(SLOT);
    assertThat(sent.subList(0, 4)).allMatch(Future::succeeded);
    assertThat(credits().available()).isEqualTo(1 + 2 + 3 + 4);
  }

  @Test
  void slotsDoNotWaitForEachOther() {
    Stage other = Stage.of(store);
    store.faults().hold(SLOT);
    Future<Outcome> here = send(tenant.grant(1));
    Future<Outcome> there = send(other.tenant().grant(1));

    assertThat(here.isComplete()).isFalse();
    assertThat(there.succeeded()).isTrue();
    store.faults().release(SLOT);
    assertThat(here.succeeded()).isTrue();
  }

  @Test
  void aCommandWhoseDeadlinePassedInTheQueueIsNotExecuted() {
    store.faults().hold(SLOT);
    Future<Outcome> first = send(tenant.grant(1));
    Future<Outcome> late = sendBy(Tenant.NOON.plusSeconds(1), tenant.grant(10));
    Future<Outcome> inTime = sendBy(Tenant.NOON.plusSeconds(2), tenant.grant(100));
    clock.move(Duration.ofSeconds(2));
    store.faults().release(SLOT);

    assertThat(first.succeeded()).isTrue();
    assertThat(fault(late)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(inTime.succeeded()).isTrue();
    assertThat(credits().available()).isEqualTo(101);
  }

  @Test
  void aCommandWhoseDeadlinePassedWhileItsCommitWasSettledIsNotExecuted() {
    store.faults().plan(Faults.Fault.LOST_UNWRITTEN);
    store.faults().failSettling(1);
    Future<Outcome> late = sendBy(Tenant.NOON.plusMillis(50), tenant.grant(10));
    delay.pass();

    assertThat(fault(late)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(credits()).isEqualTo(Credits.NONE);
  }

  @Test
  void aKeyIsAnsweredAgainWithoutDoingItAgain() {
    Outcome.Done first = done(send("k", tenant.grant(7)));
    Outcome.Done again = done(send("k", tenant.grant(7)));

    assertThat(first.replayed()).isFalse();
    assertThat(again).isEqualTo(new Outcome.Done(first.records(), true));
    assertThat(credits().available()).isEqualTo(7);
  }

  @Test
  void aRefusalIsAnsweredAgainEvenWhenItWouldSucceedNow() {
    Future<Outcome> refused = send("k", tenant.hold(tenant.newId(), 5));
    done(send(tenant.grant(100)));
    Future<Outcome> again = send("k", tenant.hold(tenant.newId(), 5));

    Outcome.Declined first = (Outcome.Declined) refused.result();
    assertThat(first.refusal().code()).isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
    assertThat(again.result()).isEqualTo(new Outcome.Declined(first.refusal(), true));
    assertThat(credits()).isEqualTo(new Credits(100, 0, 0, 0));
  }

  @Test
  void aKeyInTheSameBatchIsAReplayToo() {
    store.faults().hold(SLOT);
    send(tenant.grant(1));
    Future<Outcome> first = send("k", tenant.grant(10));
    Future<Outcome> again = send("k", tenant.grant(10));
    Future<Outcome> reused = send("k", tenant.grant(11));
    store.faults().release(SLOT);

    assertThat(again.result()).isEqualTo(new Outcome.Done(done(first).records(), true));
    assertThat(reused.result()).isEqualTo(new Outcome.KeyReused());
    assertThat(credits().available()).isEqualTo(11);
  }

  @Test
  void aDryRunIsDecidedOnWhatTheCommandsBeforeItLeftAndLeavesNothingItself() {
    Caller dry = new Caller(Stage.caller(null).origin(), "k", null, true);
    store.faults().hold(SLOT);
    send(tenant.grant(1));
    send(tenant.grant(5));
    Future<Outcome> first = committer.submit(dry, tenant.hold(tenant.newId(), 6));
    Future<Outcome> again = committer.submit(dry, tenant.hold(tenant.newId(), 6));
    Future<Outcome> tooMuch = committer.submit(dry, tenant.hold(tenant.newId(), 7));
    store.faults().release(SLOT);

    assertThat(done(first).get(HoldPlaced.class).credits().available()).isZero();
    assertThat(done(again).replayed()).isFalse();
    assertThat(((Outcome.Declined) tooMuch.result()).refusal().code())
        .isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
    assertThat(credits().available()).isEqualTo(6);
    assertThat(grantsInTheLog()).containsExactly(1L, 5L);
    assertThat(done(send("k", tenant.grant(1))).replayed()).isFalse();
  }

  @Test
  void aKeyWithAnotherRequestIsAConflict() {
    done(send("k", tenant.grant(10)));

    assertThat(send("k", tenant.grant(11)).result()).isEqualTo(new Outcome.KeyReused());
    assertThat(credits().available()).isEqualTo(10);
  }

  @Test
  void aKeyIsOnlyItsPrincipalsOwn() {
    done(send("k", tenant.grant(10)));
    Caller other = new Caller(new Origin("another", "", null), "k", null);

    assertThat(done(committer.submit(other, tenant.grant(11))).replayed()).isFalse();
    assertThat(credits().available()).isEqualTo(21);
  }

  @Test
  void aCommandThatTheStoreRejectsFailsAloneAndTheOthersKeepTheirOrder() {
    store.faults().reject(fact -> fact instanceof CreditGranted g && g.amount() == 13);
    store.faults().hold(SLOT);
    send(tenant.grant(1));
    List<Future<Outcome>> batch = new ArrayList<>();
    for (long amount = 10; amount < 17; amount++) {
      batch.add(send(tenant.grant(amount)));
    }
    store.faults().release(SLOT);

    Future<Outcome> poisonous = batch.remove(3);
    assertThat(fault(poisonous)).isEqualTo(ErrorCode.INTERNAL);
    assertThat(failures).containsExactly(ErrorCode.INTERNAL);
    assertThat(batch).allMatch(Future::succeeded);
    assertThat(grantsInTheLog()).containsExactly(1L, 10L, 11L, 12L, 14L, 15L, 16L);
    SlotStoreContract.assertChained(stage.blocks());
  }

  @Test
  void aBugInTheRulesFailsItsOwnCommandOnly() {
    UUID grantId = tenant.newId();
    store.faults().hold(SLOT);
    send(tenant.grant(grantId, 1, null));
    Future<Outcome> before = send(tenant.grant(10));
    Future<Outcome> sameGrantTwice = send(tenant.grant(grantId, 100, null));
    Future<Outcome> after = send(tenant.grant(1000));
    store.faults().release(SLOT);

    assertThat(fault(sameGrantTwice)).isEqualTo(ErrorCode.INTERNAL);
    assertThat(failures).containsExactly(ErrorCode.INTERNAL);
    assertThat(before.succeeded()).isTrue();
    assertThat(after.succeeded()).isTrue();
    assertThat(counts()).containsExactly(1, 1, 2);
  }

  @Test
  void aLostCommitThatWasWrittenIsAnsweredAsDone() {
    store.faults().plan(Faults.Fault.LOST_WRITTEN);

    assertThat(done(send(tenant.grant(5))).replayed()).isFalse();
    assertThat(credits().available()).isEqualTo(5);
    assertThat(counts()).containsExactly(1, 1);
  }

  @Test
  void aLostCommitThatWasNotWrittenIsDoneAgain() {
    store.faults().plan(Faults.Fault.LOST_UNWRITTEN);

    done(send(tenant.grant(5)));
    assertThat(credits().available()).isEqualTo(5);
    assertThat(counts()).containsExactly(1, 1);
  }

  @Test
  void aLostCommitOfNothingButARefusalIsDoneAgain() {
    store.faults().plan(Faults.Fault.LOST_WRITTEN);

    Outcome outcome = send("k", tenant.hold(tenant.newId(), 5)).result();

    assertThat(((Outcome.Declined) outcome).refusal().code())
        .isEqualTo(RefusalCode.INSUFFICIENT_CREDIT);
  }

  @Test
  void aCommitThatIsLostAgainAndAgainCertainlyDidNotHappen() {
    Faults.Fault lost = Faults.Fault.LOST_UNWRITTEN;
    store.faults().plan(lost, lost, lost, lost);
    Future<Outcome> given = send(tenant.grant(5));

    assertThat(fault(given)).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(credits()).isEqualTo(Credits.NONE);
    done(send(tenant.grant(6)));
  }

  @Test
  void lookingForALostCommitIsRepeatedUntilItIsFound() {
    store.faults().plan(Faults.Fault.LOST_WRITTEN);
    store.faults().failSettling(3);
    Future<Outcome> granted = send(tenant.grant(5));
    Future<Outcome> behind = send(tenant.grant(6));

    assertThat(granted.isComplete()).isFalse();
    assertThat(delay.pass()).isTrue();
    assertThat(delay.pass()).isTrue();
    assertThat(granted.isComplete()).isFalse();
    assertThat(delay.pass()).isTrue();

    done(granted);
    done(behind);
    assertThat(credits().available()).isEqualTo(11);
  }

  @Test
  void whoeverCannotBeToldIsToldSo() {
    store.faults().plan(Faults.Fault.LOST_WRITTEN);
    store.faults().failSettling(100);
    Future<Outcome> granted = send("k", tenant.grant(5));
    int passed = 0;
    while (delay.pass()) {
      passed++;
    }

    assertThat(fault(granted)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(passed).isEqualTo(10);
    store.faults().failSettling(0);
    assertThat(done(send("k", tenant.grant(5))).replayed()).isTrue();
    assertThat(credits().available()).isEqualTo(5);
  }

  @Test
  void anUnavailableStoreFailsTheBatchAndTheNextOneGoesOn() {
    store.faults().plan(Faults.Fault.UNAVAILABLE);

    assertThat(fault(send(tenant.grant(5)))).isEqualTo(ErrorCode.UNAVAILABLE);
    done(send(tenant.grant(6)));
    assertThat(credits().available()).isEqualTo(6);
  }

  @Test
  void aStoreThatThrowsDoesNotStopTheSlot() {
    SlotStore throwing =
        new SlotStore() {
          private boolean thrown;

          @Override
          public Future<Void> commit(
              int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
            if (!thrown) {
              thrown = true;
              throw new IllegalStateException("closed");
            }
            return store.commit(slot, touched, keys, decide);
          }

          @Override
          public Future<Optional<Digest>> settle(int slot, long sequence) {
            return store.settle(slot, sequence);
          }
        };
    Committer guarded = committer(throwing, 10, 10);

    done(guarded.submit(Stage.caller(null), tenant.grant(1)));
    done(guarded.submit(Stage.caller(null), tenant.grant(2)));
    assertThat(credits().available()).isEqualTo(3);
  }

  @Test
  void aPaymentThatAnotherSlotTookMeanwhileIsRefusedNotFailed() {
    Stage other = Stage.of(store);
    store.faults().hold(SLOT);
    Future<Outcome> slower = send(tenant.topUp(5, "p"));
    Future<Outcome> faster = send(other.tenant().topUp(5, "p"));
    store.faults().release(SLOT);

    done(faster);
    assertThat(slower.result())
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.PAYMENT_ALREADY_GRANTED), false));
  }

  @Test
  void drainingAnswersAllThatWasTakenAndRefusesTheRest() {
    store.faults().hold(SLOT);
    List<Future<Outcome>> taken = List.of(send(tenant.grant(1)), send(tenant.grant(2)));
    Future<Void> drained = committer.drain();
    Future<Outcome> refused = send(tenant.grant(3));

    assertThat(fault(refused)).isEqualTo(ErrorCode.SHUTTING_DOWN);
    assertThat(drained.isComplete()).isFalse();
    store.faults().release(SLOT);

    assertThat(drained.succeeded()).isTrue();
    assertThat(taken).allMatch(Future::succeeded);
    assertThat(committer.drain().succeeded()).isTrue();
    assertThat(credits().available()).isEqualTo(3);
  }

  @Test
  void nothingIsWrittenAfterDrainingHoweverCommandsRaceWithIt() throws InterruptedException {
    for (int round = 0; round < 300; round++) {
      Committer draining = committer(store, 10, 10);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Outcome>> sent = new ArrayList<>();
      Thread sender =
          Thread.ofPlatform()
              .start(() -> {
                await(start);
                for (int i = 0; i < 3; i++) {
                  sent.add(draining.submit(Stage.caller(null), tenant.grant(1)));
                }
              });
      start.countDown();
      Await.result(draining.drain());
      long atDrain = stage.head().sequence();
      sender.join();

      assertThat(sent).allMatch(Future::isComplete);
      assertThat(stage.head().sequence()).isEqualTo(atDrain);
    }
  }

  @Test
  void aWaiterThatThrowsDoesNotKeepTheOthersFromTheirOutcome() {
    store.faults().hold(SLOT);
    send(tenant.grant(1));
    Future<Outcome> rude = send(tenant.grant(2));
    Future<Outcome> polite = send(tenant.grant(3));
    rude.onComplete(_ -> {
      throw new IllegalStateException("rude");
    });
    store.faults().release(SLOT);

    done(polite);
    done(send(tenant.grant(4)));
    assertThat(credits().available()).isEqualTo(10);
  }

  @Test
  void aWaiterThatThrowsDoesNotKeepTheOthersFromTheirFailure() {
    store.faults().hold(SLOT);
    send(tenant.grant(1));
    Future<Outcome> rude = sendBy(Tenant.NOON.plusSeconds(1), tenant.grant(2));
    Future<Outcome> late = sendBy(Tenant.NOON.plusSeconds(1), tenant.grant(3));
    Future<Outcome> polite = send(tenant.grant(4));
    rude.onComplete(_ -> {
      throw new IllegalStateException("rude");
    });
    clock.move(Duration.ofSeconds(5));
    store.faults().release(SLOT);

    assertThat(fault(late)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    done(polite);
    done(send(tenant.grant(5)));
  }

  @Test
  void timeNeverGoesBackInTheLogWhenTheClockDoes() {
    clock.move(Duration.ofMinutes(5));
    done(send(tenant.grant(1)));
    clock.move(Duration.ofMinutes(-10));
    Outcome.Done second = done(send(tenant.grant(2)));

    assertThat(second.records().getFirst().at()).isEqualTo(Tenant.NOON.plus(Duration.ofMinutes(5)));
    SlotStoreContract.assertChained(stage.blocks());
  }

  @Test
  void timeIsOfMicroseconds() {
    clock.move(Duration.ofNanos(1_234_567));

    assertThat(done(send(tenant.grant(1))).records().getFirst().at())
        .isEqualTo(Tenant.NOON.plusNanos(1_234_000));
  }

  @Test
  void aBlockNotesTheRegistryItWasDecidedAgainst() {
    done(send(tenant.grant(1)));
    Stage.of(store);
    done(send(tenant.grant(2)));

    assertThat(stage.blocks().stream().map(block -> block.header().registrySequence()))
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  void anIdOfNoSlotHereIsSimplyNotFound() {
    Tenant stranger = Tenant.in(77);

    Outcome outcome = send(stranger.grant(1)).result();

    assertThat(outcome)
        .isEqualTo(new Outcome.Declined(Refusal.of(RefusalCode.NAMESPACE_NOT_FOUND), false));
  }

  @Test
  void commandsOfOneBlockSeeEachOther() {
    UUID holdId = tenant.newId();
    store.faults().hold(SLOT);
    send(tenant.grant(10));
    Future<Outcome> hold = send(tenant.hold(holdId, 10));
    Future<Outcome> tooMuch = send(tenant.hold(tenant.newId(), 1));
    Future<Outcome> settle = send(new SettleHold(holdId, 4));
    store.faults().release(SLOT);

    assertThat(done(hold).get(HoldPlaced.class).amount()).isEqualTo(10);
    assertThat(tooMuch.result()).isInstanceOf(Outcome.Declined.class);
    done(settle);
    assertThat(credits()).isEqualTo(new Credits(6, 0, 4, 0));
  }

  private Future<Outcome> send(Command command) {
    return send(null, command);
  }

  private Future<Outcome> send(@Nullable String key, Command command) {
    return committer.submit(Stage.caller(key), command);
  }

  private Future<Outcome> sendBy(Instant deadline, Command command) {
    return committer.submit(new Caller(Stage.caller(null).origin(), null, deadline), command);
  }

  private static Outcome.Done done(Future<Outcome> outcome) {
    assertThat(outcome.cause()).isNull();
    return (Outcome.Done) outcome.result();
  }

  private static ErrorCode fault(Future<Outcome> outcome) {
    assertThat(outcome.cause()).isInstanceOf(Fault.class);
    return ((Fault) outcome.cause()).code();
  }

  private Credits credits() {
    return Await.result(store.credits().find(tenant.namespaceId())).orElseThrow().credits();
  }

  private List<Integer> counts() {
    return stage.blocks().stream().map(block -> block.header().count()).toList();
  }

  private List<Long> grantsInTheLog() {
    return stage.blocks().stream()
        .flatMap(block -> block.lines().stream())
        .map(line -> RecordLines.decode(line).fact())
        .filter(CreditGranted.class::isInstance)
        .map(fact -> ((CreditGranted) fact).amount())
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
