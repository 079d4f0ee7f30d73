package com.resultity.pg.network;

import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.accounts.AccountTable;
import com.resultity.ports.journal.NetworkLines;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

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

  static final String GET =
      """
      SELECT document FROM network.configuration
      WHERE network = $1::text AND version = $2::bigint
      """;

  private static final String INSERT =
      """
      INSERT INTO network.configuration
        (network, version, document, published_at, principal, reason, restores)
      SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[], $4::timestamptz[], $5::text[],
        $6::text[], $7::bigint[])
      """;

  private final Map<Touched.Version, Configuration> known = new ConcurrentHashMap<>();

  /**
   * Sends the query; what it finds goes into the state, the registry's sequence to the consumer.
   *
   * @return what is left to do when it has been answered
   */
  public Consumer<SlotQuery> read(
      SlotQuery query, Touched touched, SlotState state, LongConsumer sequence) {
    Set<Touched.Version> current = new HashSet<>();
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
    return more -> {
      current.forEach(version -> load(version, more, state::loadConfiguration));
      touched.versions().forEach(version -> load(version, more, state::loadVersion));
    };
  }

  /** Sends what the registry published. */
  public void write(SlotQuery query, List<Recorded> records) {
    List<Published> published = records.stream().flatMap(Published::of).toList();
    if (!published.isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(Tuple.tuple(), published)
              .text(each -> each.fact().configuration().network().code())
              .big(each -> each.fact().configuration().version())
              .bytes(each -> NetworkLines.encode(each.fact().configuration()))
              .time(each -> each.recorded().at())
              .text(each -> each.recorded().origin().principal())
              .text(each -> each.recorded().origin().reason())
              .bigOrNull(each -> each.fact().restores())
              .tuple());
    }
  }

  private record Published(Recorded recorded, ConfigurationPublished fact) {
    static Stream<Published> of(Recorded recorded) {
      return recorded.fact() instanceof ConfigurationPublished fact
          ? Stream.of(new Published(recorded, fact))
          : Stream.empty();
    }
  }

  private static void addCurrent(Set<Touched.Version> current, Network network, Row row) {
    Long version = row.getLong(network.code());
    if (version != null) {
      current.add(new Touched.Version(network, version));
    }
  }

  private void load(Touched.Version version, SlotQuery query, Consumer<Configuration> take) {
    Configuration configuration = known.get(version);
    if (configuration != null) {
      take.accept(configuration);
      return;
    }
    query.send(
        GET,
        Tuple.of(version.network().code(), version.number()),
        row -> {
          Configuration read = NetworkLines.decode(Columns.bytes(row, "document"));
          known.put(version, read);
          take.accept(read);
        });
  }
}
