package com.resultity.pg.network;

import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.accounts.AccountTable;
import com.resultity.ports.journal.NetworkLines;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What blocks of every slot read of the registry: accounts and current configurations in one
 * statement, so in one snapshot, with the registry's sequence at that moment. Configuration
 * versions are immutable and kept once read.
 */
public final class RegistryTable {
  private static final String READ =
      """
      SELECT h.sequence,
        (SELECT max(version) FROM network.configuration WHERE network = 'testnet') AS testnet,
        (SELECT max(version) FROM network.configuration WHERE network = 'mainnet') AS mainnet,
        a.id, a.status, a.roles, a.email_commitment, a.referrer_id, a.opened_at
      FROM journal.head AS h
      LEFT JOIN (
        unnest($1::uuid[]) AS u(account_id)
        CROSS JOIN LATERAL (SELECT * FROM accounts.account WHERE id = u.account_id LIMIT 1) AS a
      ) ON true
      WHERE h.slot = 0
      """;

  private static final String GET =
      """
      SELECT document FROM network.configuration
      WHERE network = $1::text AND version = $2::bigint
      """;

  private static final String INSERT =
      """
      INSERT INTO network.configuration (network, version, document)
      SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])
      """;

  private record Version(Network network, long number) {}

  private final Map<Version, Configuration> known = new ConcurrentHashMap<>();

  /**
   * Sends the query; what it finds goes into the state, the registry's sequence to the consumer.
   *
   * @return what is left to do when it has been answered
   */
  public Consumer<SlotQuery> read(
      SlotQuery query, Touched touched, SlotState state, LongConsumer sequence) {
    Set<Version> current = ConcurrentHashMap.newKeySet();
    query.send(
        READ,
        Tuple.tuple().addArrayOfUUID(touched.accounts().toArray(UUID[]::new)),
        row -> {
          sequence.accept(row.getLong("sequence"));
          for (Network network : touched.configurations()) {
            addCurrent(current, network, row);
          }
          if (row.getUUID("id") != null) {
            state.identities().loadAccount(AccountTable.account(row));
          }
        });
    return more -> current.forEach(version -> load(version, more, state));
  }

  /** Sends what the registry published. */
  public void write(SlotQuery query, SlotState state) {
    if (!state.configurations().created().isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(Tuple.tuple(), state.configurations().created())
              .text(configuration -> configuration.network().code())
              .big(Configuration::version)
              .bytes(NetworkLines::encode)
              .tuple());
    }
  }

  private static void addCurrent(Set<Version> current, Network network, Row row) {
    Long version = row.getLong(network.code());
    if (version != null) {
      current.add(new Version(network, version));
    }
  }

  private void load(Version version, SlotQuery query, SlotState state) {
    Configuration configuration = known.get(version);
    if (configuration != null) {
      state.loadConfiguration(configuration);
      return;
    }
    query.send(
        GET,
        Tuple.of(version.network().code(), version.number()),
        row -> {
          Configuration read = NetworkLines.decode(Columns.bytes(row, "document"));
          known.put(version, read);
          state.loadConfiguration(read);
        });
  }
}
