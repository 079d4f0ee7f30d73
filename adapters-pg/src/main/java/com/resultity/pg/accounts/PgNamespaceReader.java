package com.resultity.pg.accounts;

import com.resultity.domain.accounts.Namespace;
import com.resultity.pg.Lookups;
import com.resultity.ports.accounts.NamespaceReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;

/** Namespaces by id, coalesced. */
public final class PgNamespaceReader implements NamespaceReader {
  private static final String FIND =
      """
      SELECT n.id AS namespace_id, n.account_id, n.name, n.network,
        n.status AS namespace_status, n.opened_at, n.suspended
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM accounts.namespace WHERE slot = $1::int AND id = u.id LIMIT 1) AS n
      """;

  private final Lookups<Namespace> lookups;

  public PgNamespaceReader(SqlClient client, int slots) {
    lookups = new Lookups<>(client, slots, FIND, NamespaceTable::namespace);
  }

  @Override
  public Future<Optional<Namespace>> find(UUID namespaceId) {
    return lookups.find(namespaceId);
  }
}
