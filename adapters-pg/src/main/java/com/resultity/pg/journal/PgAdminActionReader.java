package com.resultity.pg.journal;

import com.resultity.domain.journal.Ids;
import com.resultity.pg.Faults;
import com.resultity.ports.journal.AdminAction;
import com.resultity.ports.journal.AdminActionPage;
import com.resultity.ports.journal.AdminActionQuery;
import com.resultity.ports.journal.AdminActionReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lists of what administrators did: one index read from its newest end, down to the floor, which is
 * the last action that a page looks at.
 */
public final class PgAdminActionReader implements AdminActionReader {
  private static final int LOOKED_AT = 10_000;
  private static final UUID LAST = new UUID(-1, -1);
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private static final Map<AdminActionPath, String> LIST = new EnumMap<>(AdminActionPath.class);

  static {
    for (AdminActionPath path : AdminActionPath.values()) {
      LIST.put(path, list(path));
    }
  }

  private final SqlClient client;

  public PgAdminActionReader(SqlClient client) {
    this.client = client;
  }

  private static String list(AdminActionPath path) {
    return """
    WITH floor AS MATERIALIZED (SELECT (
      SELECT id FROM journal.admin_action
      WHERE %s AND id >= $1::uuid AND id < $2::uuid AND id < $3::uuid
      ORDER BY id DESC
      OFFSET $9::int
      LIMIT 1) AS id)
    SELECT f.id AS floor, a.*
    FROM floor AS f
    LEFT JOIN LATERAL (
      SELECT %s FROM journal.admin_action
      WHERE %s AND id >= coalesce(f.id, $1::uuid) AND id < $2::uuid AND id < $3::uuid
        AND %s
      ORDER BY id DESC
      LIMIT $8::int) AS a ON true
    """
        .formatted(
            path.condition(), AdminActionTable.COLUMNS, path.condition(), AdminActionPath.MATCHES);
  }

  @Override
  public Future<AdminActionPage> list(AdminActionQuery query) {
    // One more than the limit tells whether there is another page.
    int most = query.limit() + 1;
    Tuple parameters =
        Tuple.of(
            first(query.from() == null ? Instant.EPOCH : query.from()),
            query.to() == null ? LAST : first(query.to()),
            query.before() == null ? LAST : query.before(),
            query.accountId(),
            query.namespaceId(),
            query.principal(),
            query.kind(),
            most,
            Math.max(most, LOOKED_AT) - 1);
    return Faults.unavailable(
        client
            .preparedQuery(Objects.requireNonNull(LIST.get(AdminActionPath.of(query))))
            .execute(parameters)
            .map(rows -> page(rows, query.limit())));
  }

  /** The least id of a time. */
  private static UUID first(Instant at) {
    return at.isAfter(LAST_TIME) ? LAST : Ids.of(at, 0, 0);
  }

  private static AdminActionPage page(RowSet<Row> rows, int limit) {
    List<AdminAction> found =
        StreamSupport.stream(rows.spliterator(), false)
            .filter(row -> row.getUUID("id") != null)
            .map(AdminActionTable::action)
            .toList();
    if (found.size() > limit) {
      return new AdminActionPage(found.subList(0, limit), found.get(limit - 1).id());
    }
    @Nullable UUID floor = rows.iterator().next().getUUID("floor");
    return new AdminActionPage(found, floor);
  }
}
