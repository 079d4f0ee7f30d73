package com.resultity.pg.network;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.network.ConfigurationVersion;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Configurations, current and past. */
public final class PgConfigurationReader implements ConfigurationReader {
  private static final String FIND_CURRENT =
      """
      SELECT document FROM network.configuration
      WHERE network = $1::text ORDER BY version DESC LIMIT 1
      """;

  private static final String LIST =
      """
      SELECT version, sha256(document) AS digest, published_at, principal, reason, restores
      FROM network.configuration
      WHERE network = $1::text AND version < $2::bigint
      ORDER BY version DESC
      LIMIT $3::int
      """;

  private final SqlClient client;

  public PgConfigurationReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Optional<Configuration>> findCurrent(Network network) {
    return find(FIND_CURRENT, Tuple.of(network.code()));
  }

  @Override
  public Future<Optional<Configuration>> find(Network network, long version) {
    return find(RegistryTable.GET, Tuple.of(network.code(), version));
  }

  private Future<Optional<Configuration>> find(String sql, Tuple parameters) {
    return Faults.unavailable(
        client
            .preparedQuery(sql)
            .execute(parameters)
            .map(rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> NetworkLines.decode(Columns.bytes(row, "document")))));
  }

  @Override
  public Future<List<ConfigurationVersion>> list(
      Network network, @Nullable Long before, int limit) {
    long below = before == null ? Long.MAX_VALUE : before;
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(network.code(), below, limit))
            .map(rows -> rows.stream().map(PgConfigurationReader::version).toList()));
  }

  private static ConfigurationVersion version(Row row) {
    return new ConfigurationVersion(
        row.getLong("version"),
        Digest.of(Columns.bytes(row, "digest")),
        Columns.instant(row, "published_at"),
        row.getString("principal"),
        row.getString("reason"),
        row.getLong("restores"));
  }
}
