package com.resultity.pg.nodes;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  private Future<RowSet<Row>> ask(String sql, NodeId nodeId) {
    return client.preparedQuery(sql).execute(Tuple.of(Buffer.buffer(NodeTable.bytes(nodeId))));
  }
}
