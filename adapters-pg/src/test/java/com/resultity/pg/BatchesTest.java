package com.resultity.pg;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Origin;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.HoldStatus;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.ledger.RunBatch;
import com.resultity.ports.ledger.RunBatch.Item;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many commands as one request may carry, through to the tables and back. */
class BatchesTest {
  private final PgBackend backend = new PgBackend(2);
  private final Committer committer = committer(backend.store());
  private final Tenant tenant = Tenant.in(1).open(committer, 5_000);
  private final RunBatch batches = batches(committer);
  private final RunBatch afterRestart = batches(committer(backend.otherStore()));
  private final Principal narrowed =
      new Principal("tester", Role.CLOUD, Optional.of(tenant.account()), Optional.empty());

  private Committer committer(SlotStore store) {
    return Tenant.committer(backend.vertx(), store, 2, CommitListener.NONE);
  }

  private RunBatch batches(Committer to) {
    return new RunBatch(
        new Gate(backend.namespaces(), backend.keys(), backend.holds(), backend.jobs()), to);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private static Caller caller(String key) {
    return new Caller(new Origin("tester", "", null), key, null);
  }

  private List<Item> holds() {
    return IntStream.range(0, RunBatch.MOST)
        .mapToObj(_ -> tenant.hold(2))
        .map(hold ->
            new Item(Operation.PLACE_HOLD, new Target.OfNamespace(tenant.namespace()), hold))
        .toList();
  }

  private static List<Item> settling(List<Item> holds) {
    return holds.stream()
        .map(item -> ((PlaceHold) item.command()).holdId())
        .map(id -> new Item(Operation.SETTLE_HOLD, new Target.OfHold(id), new SettleHold(id, 1)))
        .toList();
  }

  private static List<Outcome> outcomes(Future<List<Future<Outcome>>> batch) {
    return Await.result(batch).stream().map(Await::result).toList();
  }

  private Credits credits() {
    return Await.result(backend.credits().find(tenant.namespace())).orElseThrow().credits();
  }

  private void booksAgree() {
    assertThat(Await.result(backend.trialBalance().list())).allMatch(line -> line.total() == 0);
    assertThat(Await.result(new ChainCheck(backend.blocks()).run(1, _ -> {})).problem()).isEmpty();
  }

  @Test
  void eachOfAThousandIsDoneAndAnsweredAgainByAnotherProcess() {
    List<Item> holds = holds();
    List<Outcome> placed = outcomes(batches.each(narrowed, caller("place"), holds));
    List<Outcome> settled = outcomes(batches.each(narrowed, caller("settle"), settling(holds)));
    assertThat(placed).allMatch(Outcome.Done.class::isInstance);
    assertThat(settled).allMatch(Outcome.Done.class::isInstance);
    assertThat(credits()).isEqualTo(new Credits(4_000, 0, 1_000, 0));

    List<Outcome> again = outcomes(afterRestart.each(narrowed, caller("place"), holds));
    assertThat(again)
        .isEqualTo(
            placed.stream()
                .map(outcome -> new Outcome.Done(((Outcome.Done) outcome).records(), true))
                .toList());
    assertThat(credits()).isEqualTo(new Credits(4_000, 0, 1_000, 0));
    booksAgree();
  }

  @Test
  void aThousandTogetherAreOneBlockAndOneOutcome() {
    List<Item> holds = holds();
    long before = Await.result(backend.blocks().head(1)).sequence();
    Outcome.Done placed =
        (Outcome.Done) Await.result(batches.together(narrowed, caller("place"), holds));
    Outcome.Done settled =
        (Outcome.Done) Await.result(batches.together(narrowed, caller("settle"), settling(holds)));

    assertThat(Await.result(backend.blocks().head(1)).sequence()).isEqualTo(before + 2);
    assertThat(backend.database().get("SELECT count(*) FROM journal.outcome_0")).isEqualTo("2");
    assertThat(RunBatch.parts(settled)).hasSize(1_000);
    assertThat(credits()).isEqualTo(new Credits(4_000, 0, 1_000, 0));
    assertThat(Await.result(afterRestart.together(narrowed, caller("place"), holds)))
        .isEqualTo(new Outcome.Done(placed.records(), true));
    List<UUID> ids =
        RunBatch.parts(placed).stream().map(part -> part.get(HoldPlaced.class).holdId()).toList();
    assertThat(ids).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(Await.result(backend.holds().find(ids.getLast())).map(Hold::status))
        .contains(HoldStatus.SETTLED);
    booksAgree();
  }

  @Test
  void oneOfAThousandThatIsRefusedKeepsAllFromTheTables() {
    List<Item> items = new ArrayList<>(holds());
    items.set(
        999,
        new Item(
            Operation.PLACE_HOLD, new Target.OfNamespace(tenant.namespace()), tenant.hold(3_003)));
    Outcome outcome = Await.result(batches.together(narrowed, caller("place"), items));

    assertThat(((Outcome.Declined) outcome).refusal().facts())
        .containsEntry("command", "999")
        .containsEntry("available", "3002");
    assertThat(credits()).isEqualTo(new Credits(5_000, 0, 0, 0));
    assertThat(backend.database().get("SELECT count(*) FROM ledger.hold")).isEqualTo("0");
    booksAgree();
  }
}
