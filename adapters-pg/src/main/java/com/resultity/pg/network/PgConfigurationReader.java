package com.resultity.pg.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.network.ConfigurationReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Current configurations. */
public final class PgConfigurationReader implements ConfigurationReader {
  private static final String FIND_CURRENT =
      """
      SELECT document FROM network.configuration
      WHERE network = $1::text ORDER BY version DESC LIMIT 1
      """;

  private final SqlClient client;

  public PgConfigurationReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Optional<Configuration>> findCurrent(Network network) {
    return Faults.unavailable(
        client
            .preparedQuery(FIND_CURRENT)
            .execute(Tuple.of(network.code()))
            .map(rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> NetworkLines.decode(Columns.bytes(row, "document")))));
  }
}
