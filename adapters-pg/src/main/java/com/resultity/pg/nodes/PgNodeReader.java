package com.resultity.pg.nodes;

import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.Penalty;
import com.resultity.pg.Columns;
import com.resultity.pg.Faults;
import com.resultity.ports.nodes.NodeReader;
import com.resultity.ports.nodes.NodeView;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nodes by their address. */
public final class PgNodeReader implements NodeReader {
  static final String FIND =
      "SELECT %s FROM nodes.node WHERE id = $1::bytea".formatted(NodeTable.COLUMNS);

  static final String LIST_MODELS =
      """
      SELECT node_id, network, name, version, content_hash, status
      FROM nodes.served_model WHERE node_id = $1::bytea ORDER BY network, ordinal LIMIT 10000
      """;

  static final String LIST =
      """
      SELECT %s FROM nodes.node
      WHERE account_id = $1::uuid AND id > $2::bytea ORDER BY id LIMIT $3::int
      """
          .formatted(NodeTable.COLUMNS);

  static final String LIST_BEST =
      """
      SELECT n.id
      FROM (
        SELECT node_id, rank FROM nodes.served_model
        WHERE network = $1::text AND name = $2::text AND version = $3::text
          AND status = 'active' AND rank >= 0 AND rank >= $4::int
        ORDER BY rank DESC, node_id LIMIT 10000) AS m
      CROSS JOIN LATERAL (
        SELECT id FROM nodes.node
        WHERE id = m.node_id AND networks @> ARRAY[$1::text]
          AND ($5::text IS NULL OR region = $5::text)
          AND ($6::text IS NULL OR gpu = $6::text)
          AND ($7::int IS NULL OR vram_mib >= $7::int)
        LIMIT 1) AS n
      ORDER BY m.rank DESC, m.node_id
      LIMIT $8::int
      """;

  static final String FIND_REGISTERED =
      """
      SELECT n.id
      FROM unnest($1::bytea[]) AS u(id)
      CROSS JOIN LATERAL (SELECT id FROM nodes.node WHERE id = u.id LIMIT 1) AS n
      """;

  static final String LIST_PENALTIES =
      """
      SELECT id, node_id, points, cause, at, expires_at, lifted_at
      FROM nodes.penalty WHERE node_id = $1::bytea ORDER BY id DESC LIMIT %d
      """
          .formatted(NodeView.MOST);

  static final String LIST_BINDINGS =
      """
      SELECT node_id, number, account_id, bound_at, unbound_at
      FROM nodes.binding WHERE node_id = $1::bytea ORDER BY number DESC LIMIT %d
      """
          .formatted(NodeView.MOST);

  private final SqlClient client;

  public PgNodeReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Optional<Node>> find(NodeId nodeId) {
    Future<RowSet<Row>> node = ask(FIND, nodeId);
    Future<RowSet<Row>> models = ask(LIST_MODELS, nodeId);
    return Faults.unavailable(
        Future.all(node, models).map(_ -> node(node.result(), models.result())));
  }

  @Override
  public Future<List<Node>> list(UUID accountId, @Nullable NodeId after, int limit) {
    Buffer from = after == null ? Buffer.buffer() : Buffer.buffer(NodeTable.bytes(after));
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(accountId, from, limit))
            .compose(rows ->
                client
                    .preparedQuery(NodeTable.FIND_MODELS)
                    .execute(
                        new Columns<>(Tuple.tuple(), rows.stream().toList())
                            .bytes(row -> Columns.bytes(row, "id"))
                            .tuple())
                    .map(models -> nodes(rows, models))));
  }

  private static List<Node> nodes(RowSet<Row> rows, RowSet<Row> modelRows) {
    NodeTable.Models models = new NodeTable.Models();
    modelRows.forEach(models::take);
    return rows.stream().map(row -> NodeTable.node(row, models)).toList();
  }

  @Override
  public Future<Optional<NodeView>> view(NodeId nodeId) {
    Future<Optional<Node>> node = find(nodeId);
    Future<List<Penalty>> penalties =
        ask(LIST_PENALTIES, nodeId).map(rows -> rows.stream().map(NodeTable::penalty).toList());
    Future<List<Binding>> bindings =
        ask(LIST_BINDINGS, nodeId).map(rows -> rows.stream().map(NodeTable::binding).toList());
    return Faults.unavailable(
        Future.all(node, penalties, bindings)
            .map(_ ->
                node.result()
                    .map(found -> new NodeView(found, penalties.result(), bindings.result()))));
  }

  private static Optional<Node> node(RowSet<Row> rows, RowSet<Row> modelRows) {
    return nodes(rows, modelRows).stream().findFirst();
  }

  @Override
  public Future<List<NodeId>> listBest(JobSpec job, int minimumTrust, int limit) {
    Constraints asked = job.constraints();
    if (asked.subcloudId() != null) {
      return Future.succeededFuture(List.of());
    }
    Tuple parameters =
        Tuple.of(job.network().code(), job.model(), job.modelVersion(), minimumTrust)
            .addString(asked.region())
            .addString(asked.gpu())
            .addInteger(asked.minVramMib())
            .addInteger(limit);
    return Faults.unavailable(
        client
            .preparedQuery(LIST_BEST)
            .execute(parameters)
            .map(rows -> rows.stream().map(PgNodeReader::id).toList()));
  }

  @Override
  public Future<Set<NodeId>> findRegistered(Collection<NodeId> nodes) {
    return Faults.unavailable(
        client
            .preparedQuery(FIND_REGISTERED)
            .execute(new Columns<>(Tuple.tuple(), nodes).bytes(NodeTable::bytes).tuple())
            .map(rows -> rows.stream().map(PgNodeReader::id).collect(Collectors.toSet())));
  }

  private static NodeId id(Row row) {
    return NodeTable.nodeId(row, "id");
  }

  private Future<RowSet<Row>> ask(String sql, NodeId nodeId) {
    return client.preparedQuery(sql).execute(Tuple.of(Buffer.buffer(NodeTable.bytes(nodeId))));
  }
}
