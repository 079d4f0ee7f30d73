package com.resultity.pg.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import com.resultity.pg.accounts.AccountTable;
import com.resultity.pg.accounts.KeyTable;
import com.resultity.pg.accounts.NamespaceTable;
import com.resultity.pg.accounts.WalletTable;
import com.resultity.pg.jobs.JobTable;
import com.resultity.pg.ledger.EntryTable;
import com.resultity.pg.ledger.HoldTable;
import com.resultity.pg.ledger.PaymentTable;
import com.resultity.pg.ledger.PurseTable;
import com.resultity.pg.ledger.SystemAccountTable;
import com.resultity.pg.network.RegistryTable;
import com.resultity.pg.nodes.NodeTable;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.Draft;
import com.resultity.ports.journal.Head;
import com.resultity.ports.journal.SlotStore;
import com.resultity.ports.journal.SlotView;
import com.resultity.ports.journal.StoreFailure;
import com.resultity.ports.journal.StoredOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Slots in PostgreSQL. A block is two round trips: lock the head and read; write and commit. The
 * lock on the slot's head row keeps the slot a single file between processes, and READ COMMITTED
 * lets the reads behind it see the block before, which a snapshot taken before the lock would not.
 */
public final class PgSlotStore implements SlotStore {
  static final String LOCK =
      "SELECT sequence, hash, at, generation FROM journal.head WHERE slot = $1::int FOR UPDATE";

  static final String ADVANCE =
      """
      UPDATE journal.head SET sequence = $2::bigint, hash = $3::bytea, at = $4::timestamptz
      WHERE slot = $1::int
      """;

  static final String GET_NEXT_PREVIOUS =
      """
      SELECT coalesce(
        (SELECT previous FROM journal.block WHERE slot = $1::int AND sequence = $2::bigint + 1),
        (SELECT hash FROM journal.head WHERE slot = $1::int AND sequence = $2::bigint)) AS hash
      """;

  private final List<SlotConnection> connections = new ArrayList<>();
  private final RegistryTable registry = new RegistryTable();
  private final EntryTable entries = new EntryTable();

  // Holds before jobs: a job can only become dispatched when its hold is there.
  private final List<SlotTable> tables =
      List.of(
          new AccountTable(),
          new WalletTable(),
          new NamespaceTable(),
          new KeyTable(),
          new NodeTable(),
          new PurseTable(),
          new HoldTable(),
          new SystemAccountTable(),
          new PaymentTable(),
          new JobTable());

  /**
   * @param slots how many slots besides the registry
   */
  public PgSlotStore(Vertx vertx, PgConnectOptions options, int slots) {
    for (int slot = 0; slot <= slots; slot++) {
      connections.add(new SlotConnection(vertx, options));
    }
  }

  @Override
  public Future<Void> commit(
      int slot, Touched touched, Collection<UUID> keys, Function<SlotView, Draft> decide) {
    SlotConnection own = connections.get(slot);
    return own.with(
            connection -> {
              Reading reading = new Reading(new SlotQuery(connection, slot), touched, keys);
              return own.limited(reading.run())
                  .compose(view -> write(own, connection, reading, decide(decide, view)))
                  .onFailure(_ -> own.leave());
            })
        .recover(failure -> Future.failedFuture(classified(failure)));
  }

  private static Throwable classified(Throwable failure) {
    return failure instanceof StoreFailure ? failure : PgFailures.beforeCommit(failure);
  }

  private static Draft decide(Function<SlotView, Draft> decide, SlotView view) {
    try {
      return decide.apply(view);
    } catch (RuntimeException bug) {
      throw new StoreFailure(StoreFailure.Kind.REJECTED, bug);
    }
  }

  private Future<Void> write(
      SlotConnection own, PgConnection connection, Reading reading, Draft draft) {
    SlotQuery query = new SlotQuery(connection, reading.query.slot());
    if (draft.isEmpty()) {
      query.send("ROLLBACK");
      return query.done();
    }
    draft.block().ifPresent(block -> writeBlock(query, block, draft));
    Long sequence = draft.block().map(block -> block.header().sequence()).orElse(null);
    OutcomeTable.write(query, reading.generation, sequence, draft.memories());
    query.send("COMMIT");
    return own.limited(query.done())
        .recover(failure -> Future.failedFuture(PgFailures.whileCommitting(failure)));
  }

  private void writeBlock(SlotQuery query, Block block, Draft draft) {
    for (SlotTable table : tables) {
      table.write(query, draft.state());
    }
    registry.write(query, draft.records());
    entries.write(query, block.header().sequence(), draft.records());
    AdminActionTable.write(query, draft.adminActions());
    BlockTable.write(query, block);
    query.send(
        ADVANCE,
        query
            .slotFirst()
            .addLong(block.header().sequence())
            .addBuffer(Buffer.buffer(block.header().hash().bytes()))
            .addOffsetDateTime(Columns.utc(block.header().at())));
  }

  @Override
  public Future<Optional<Digest>> settle(int slot, long sequence) {
    SlotConnection own = connections.get(slot);
    return own.with(connection ->
            own.limited(settled(new SlotQuery(connection, slot), sequence))
                .onFailure(_ -> own.leave()))
        .recover(failure -> Future.failedFuture(classified(failure)));
  }

  // The lock waits for a transaction that may still be committing. A block's hash is what the next
  // block, or the head, says it is.
  private static Future<Optional<Digest>> settled(SlotQuery query, long sequence) {
    query.send("BEGIN");
    query.send(LOCK, query.slotFirst());
    Future<Optional<Digest>> hash =
        query
            .send(GET_NEXT_PREVIOUS, query.slotFirst().addLong(sequence))
            .map(rows -> Optional.ofNullable(Columns.bytes(rows.iterator().next(), "hash")))
            .map(bytes -> bytes.map(Digest::of));
    query.send("COMMIT");
    return query.done().compose(_ -> hash);
  }

  /** Closes every slot's connection. */
  public Future<Void> close() {
    return Future.join(connections.stream().map(SlotConnection::leave).toList()).mapEmpty();
  }

  /** The reading half of a transaction. */
  private final class Reading {
    private final SlotQuery query;
    private final Touched touched;
    private final Collection<UUID> keys;
    private final SlotState state = new SlotState();
    private final Map<UUID, StoredOutcome> outcomes = new HashMap<>();
    private Head head = Head.NONE;
    private int generation;
    private long registrySequence;

    Reading(SlotQuery query, Touched touched, Collection<UUID> keys) {
      this.query = query;
      this.touched = touched;
      this.keys = keys;
    }

    Future<SlotView> run() {
      List<Consumer<SlotQuery>> rest = new ArrayList<>();
      query.send("BEGIN");
      query.send(LOCK, query.slotFirst(), this::take);
      rest.add(OutcomeTable.read(query, keys, outcomes));
      rest.add(registry.read(query, touched, state, sequence -> registrySequence = sequence));
      for (SlotTable table : tables) {
        rest.add(table.read(query, touched, state));
      }
      return query
          .done()
          .compose(_ -> {
            rest.forEach(more -> more.accept(query));
            return query.done();
          })
          .map(_ -> new SlotView(head, registrySequence, state, outcomes));
    }

    private void take(Row row) {
      head =
          new Head(
              row.getLong("sequence"),
              Digest.of(Columns.bytes(row, "hash")),
              Columns.instant(row, "at"));
      generation = row.getInteger("generation");
    }
  }
}
