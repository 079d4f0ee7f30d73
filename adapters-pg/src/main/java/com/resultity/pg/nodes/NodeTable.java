package com.resultity.pg.nodes;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Nodes;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Binding;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.Penalty;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Nodes, their models, their penalties and whose they are, in the registry. */
public final class NodeTable implements SlotTable {
  static final String COLUMNS =
      """
      id, public_key, status, excluded_until, account_id, offered_to, bindings, shadow_banned,
      trust, evidence, networks, gpu, gpu_count, vram_mib, memory_mib, region, runtime,
      runtime_version, chain_id, session, sequence, sent_at, testnet_followed, mainnet_followed,
      registered_at\
      """;

  static final String FIND =
      """
      SELECT n.*
      FROM unnest($1::bytea[]) AS u(id)
      CROSS JOIN LATERAL (SELECT %s FROM nodes.node WHERE id = u.id LIMIT 1) AS n
      """
          .formatted(COLUMNS);

  static final String FIND_MODELS =
      """
      SELECT m.*
      FROM unnest($1::bytea[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT node_id, network, name, version, content_hash, status
        FROM nodes.served_model WHERE node_id = u.id ORDER BY network, ordinal LIMIT 10000) AS m
      """;

  // No more than these can count.
  static final String FIND_PENALTIES =
      """
      SELECT p.*
      FROM unnest($1::bytea[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT id, node_id, points, cause, at, expires_at, lifted_at
        FROM nodes.penalty WHERE node_id = u.id AND lifted_at IS NULL
        ORDER BY expires_at DESC LIMIT %d) AS p
      """
          .formatted(Penalty.MOST);

  static final String FIND_BINDINGS =
      """
      SELECT b.*
      FROM unnest($1::bytea[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT node_id, number, account_id, bound_at, unbound_at
        FROM nodes.binding WHERE node_id = u.id AND unbound_at IS NULL LIMIT 1) AS b
      """;

  private static final String UNNESTED =
      """
      unnest($1::bytea[], $2::bytea[], $3::text[], $4::timestamptz[], $5::uuid[], $6::uuid[],
        $7::int[], $8::boolean[], $9::int[], $10::text[], $11::text[], $12::text[], $13::int[],
        $14::int[], $15::int[], $16::text[], $17::text[], $18::text[], $19::bigint[],
        $20::bigint[], $21::bigint[], $22::timestamptz[], $23::bytea[], $24::bytea[],
        $25::timestamptz[])
        AS u(id, public_key, status, excluded_until, account_id, offered_to, bindings,
          shadow_banned, trust, evidence, networks, gpu, gpu_count, vram_mib, memory_mib, region,
          runtime, runtime_version, chain_id, session, sequence, sent_at, testnet_followed,
          mainnet_followed, registered_at)\
      """;

  private static final String INSERT =
      """
      INSERT INTO nodes.node (%s)
      SELECT id, public_key, status, excluded_until, account_id, offered_to, bindings,
        shadow_banned, trust, evidence, string_to_array(networks, ','), gpu, gpu_count, vram_mib,
        memory_mib, region, runtime, runtime_version, chain_id, session, sequence, sent_at,
        testnet_followed, mainnet_followed, registered_at
      FROM %s
      """
          .formatted(COLUMNS, UNNESTED);

  static final String UPDATE =
      """
      UPDATE nodes.node AS n
      SET status = u.status, excluded_until = u.excluded_until, account_id = u.account_id,
        offered_to = u.offered_to, bindings = u.bindings, shadow_banned = u.shadow_banned,
        trust = u.trust, evidence = u.evidence, networks = string_to_array(u.networks, ','),
        gpu = u.gpu, gpu_count = u.gpu_count, vram_mib = u.vram_mib, memory_mib = u.memory_mib,
        region = u.region, runtime = u.runtime, runtime_version = u.runtime_version,
        chain_id = u.chain_id, session = u.session, sequence = u.sequence, sent_at = u.sent_at,
        testnet_followed = u.testnet_followed, mainnet_followed = u.mainnet_followed
      FROM %s
      WHERE n.id = u.id
      """
          .formatted(UNNESTED);

  static final String FORGET_MODELS =
      """
      DELETE FROM nodes.served_model AS m
      USING unnest($1::bytea[], $2::text[]) AS u(node_id, network)
      WHERE m.node_id = u.node_id AND m.network = u.network
      """;

  private static final String INSERT_MODELS =
      """
      INSERT INTO nodes.served_model
        (node_id, network, ordinal, name, version, content_hash, status, rank)
      SELECT *
      FROM unnest($1::bytea[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bytea[],
        $7::text[], $8::int[])
      """;

  private static final String INSERT_PENALTIES =
      """
      INSERT INTO nodes.penalty (id, node_id, points, cause, at, expires_at, lifted_at)
      SELECT *
      FROM unnest($1::uuid[], $2::bytea[], $3::int[], $4::text[], $5::timestamptz[],
        $6::timestamptz[], $7::timestamptz[])
      """;

  private static final String LIFT_PENALTY =
      "UPDATE nodes.penalty SET lifted_at = $2::timestamptz WHERE id = $1::uuid";

  private static final String INSERT_BINDINGS =
      """
      INSERT INTO nodes.binding (node_id, number, account_id, bound_at, unbound_at)
      SELECT *
      FROM unnest($1::bytea[], $2::int[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])
      """;

  private static final String END_BINDING =
      """
      UPDATE nodes.binding SET unbound_at = $3::timestamptz
      WHERE node_id = $1::bytea AND number = $2::int
      """;

  /** A model in its place on a node. */
  private record Place(NodeId nodeId, Network network, int ordinal, ServedModel model, int rank) {}

  /** What of a node is written anew. */
  private record Part(NodeId nodeId, Network network) {}

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (touched.nodes().isEmpty()) {
      return NOTHING_MORE;
    }
    Nodes nodes = state.nodes();
    List<Row> rows = new ArrayList<>();
    Models models = new Models();
    query.send(FIND, ids(touched.nodes()), rows::add);
    query.send(FIND_MODELS, ids(touched.nodes()), models::take);
    query.send(FIND_PENALTIES, ids(touched.nodes()), row -> nodes.loadPenalty(penalty(row)));
    query.send(FIND_BINDINGS, ids(touched.nodes()), row -> nodes.loadBinding(binding(row)));
    return _ -> rows.forEach(row -> nodes.loadNode(node(row, models)));
  }

  private static Tuple ids(Collection<NodeId> nodes) {
    return new Columns<>(Tuple.tuple(), nodes).bytes(NodeTable::bytes).tuple();
  }

  // A binding that ends makes room for the next.
  @Override
  public void write(SlotQuery query, SlotState state) {
    Nodes nodes = state.nodes();
    if (!nodes.nodes().created().isEmpty()) {
      query.send(INSERT, columns(nodes.nodes().created()));
    }
    if (!nodes.nodes().changed().isEmpty()) {
      query.send(UPDATE, columns(nodes.nodes().changed()));
    }
    writeModels(query, nodes);
    writePenalties(query, nodes);
    for (Binding ended : nodes.bindings().changed()) {
      query.send(
          END_BINDING,
          Tuple.of(
              Buffer.buffer(bytes(ended.nodeId())),
              ended.number(),
              ended.unboundAt() == null ? null : Columns.utc(ended.unboundAt())));
    }
    if (!nodes.bindings().created().isEmpty()) {
      query.send(
          INSERT_BINDINGS,
          new Columns<>(Tuple.tuple(), nodes.bindings().created())
              .bytes(binding -> bytes(binding.nodeId()))
              .number(Binding::number)
              .id(Binding::accountId)
              .time(Binding::boundAt)
              .time(Binding::unboundAt)
              .tuple());
    }
  }

  private static Tuple columns(Collection<Node> nodes) {
    return new Columns<>(Tuple.tuple(), nodes)
        .bytes(node -> bytes(node.id()))
        .bytes(node -> HexFormat.of().parseHex(node.publicKey()))
        .text(node -> node.status().code())
        .time(Node::excludedUntil)
        .id(Node::accountId)
        .id(Node::offeredTo)
        .number(Node::bindings)
        .flag(Node::shadowBanned)
        .number(Node::trust)
        .text(Node::evidence)
        .text(node -> String.join(",", codes(node.profile().networks())))
        .text(node -> node.profile().hardware().gpu())
        .number(node -> node.profile().hardware().gpuCount())
        .number(node -> node.profile().hardware().vramMib())
        .number(node -> node.profile().hardware().memoryMib())
        .text(node -> node.profile().region())
        .text(node -> node.profile().runtime())
        .text(node -> node.profile().runtimeVersion())
        .big(node -> node.last().chainId())
        .big(node -> node.last().session())
        .big(node -> node.last().sequence())
        .time(node -> node.last().sentAt())
        .bytes(node -> followed(node, Network.TESTNET))
        .bytes(node -> followed(node, Network.MAINNET))
        .time(Node::registeredAt)
        .tuple();
  }

  private static List<String> codes(List<Network> networks) {
    return networks.stream().map(Network::code).toList();
  }

  private static byte @Nullable [] followed(Node node, Network network) {
    Digest digest = node.followed().get(network);
    return digest == null ? null : digest.bytes();
  }

  private static void writeModels(SlotQuery query, Nodes nodes) {
    List<Part> stale = new ArrayList<>();
    List<Place> fresh = new ArrayList<>();
    List<Node> written = new ArrayList<>(nodes.nodes().created());
    written.addAll(nodes.nodes().changed());
    for (Node node : written) {
      Node stored = nodes.stored(node.id());
      for (Network network : node.models().keySet()) {
        List<ServedModel> before = stored == null ? List.of() : stored.models(network);
        if (!node.models(network).equals(before) || rank(node) != rank(stored)) {
          if (!before.isEmpty()) {
            stale.add(new Part(node.id(), network));
          }
          for (ServedModel model : node.models(network)) {
            fresh.add(new Place(node.id(), network, fresh.size(), model, rank(node)));
          }
        }
      }
    }
    if (!stale.isEmpty()) {
      query.send(
          FORGET_MODELS,
          new Columns<>(Tuple.tuple(), stale)
              .bytes(part -> bytes(part.nodeId()))
              .text(part -> part.network().code())
              .tuple());
    }
    if (!fresh.isEmpty()) {
      query.send(
          INSERT_MODELS,
          new Columns<>(Tuple.tuple(), fresh)
              .bytes(place -> bytes(place.nodeId()))
              .text(place -> place.network().code())
              .number(Place::ordinal)
              .text(place -> place.model().name())
              .text(place -> place.model().version())
              .bytes(place -> place.model().contentHash().bytes())
              .text(place -> place.model().status().code())
              .number(Place::rank)
              .tuple());
    }
  }

  private static int rank(@Nullable Node node) {
    return node == null || node.status() != NodeStatus.ACTIVE || node.shadowBanned()
        ? -1
        : node.trust();
  }

  private static void writePenalties(SlotQuery query, Nodes nodes) {
    if (!nodes.penalties().created().isEmpty()) {
      query.send(
          INSERT_PENALTIES,
          new Columns<>(Tuple.tuple(), nodes.penalties().created())
              .id(Penalty::id)
              .bytes(penalty -> bytes(penalty.nodeId()))
              .number(Penalty::points)
              .text(Penalty::cause)
              .time(Penalty::at)
              .time(Penalty::expiresAt)
              .time(Penalty::liftedAt)
              .tuple());
    }
    for (Penalty lifted : nodes.penalties().changed()) {
      query.send(
          LIFT_PENALTY,
          Tuple.of(lifted.id(), lifted.liftedAt() == null ? null : Columns.utc(lifted.liftedAt())));
    }
  }

  /** The models of several nodes, gathered from rows. */
  static final class Models {
    private final Map<NodeId, Map<Network, List<ServedModel>>> byNode = new HashMap<>();

    void take(Row row) {
      byNode
          .computeIfAbsent(nodeId(row, "node_id"), _ -> new EnumMap<>(Network.class))
          .computeIfAbsent(network(row.getString("network")), _ -> new ArrayList<>())
          .add(
              new ServedModel(
                  row.getString("name"),
                  row.getString("version"),
                  Digest.of(Columns.bytes(row, "content_hash")),
                  ServedModelStatus.valueOf(upper(row.getString("status")))));
    }

    Map<Network, List<ServedModel>> of(NodeId id) {
      return byNode.getOrDefault(id, Map.of());
    }
  }

  /** Reads a node from a row with all columns. */
  static Node node(Row row, Models models) {
    NodeId id = nodeId(row, "id");
    Map<Network, Digest> followed = new EnumMap<>(Network.class);
    Map<Network, List<ServedModel>> served = new EnumMap<>(Network.class);
    served.putAll(models.of(id));
    for (Network network : Network.values()) {
      byte[] digest = Columns.bytes(row, network.code() + "_followed");
      if (digest != null) {
        followed.put(network, Digest.of(digest));
        // What a node that has told of no models has is known, too.
        served.putIfAbsent(network, List.of());
      }
    }
    return new Node(
        id,
        HexFormat.of().formatHex(Columns.bytes(row, "public_key")),
        profile(row),
        NodeStatus.valueOf(upper(row.getString("status"))),
        Columns.instant(row, "excluded_until"),
        row.getUUID("account_id"),
        row.getUUID("offered_to"),
        row.getInteger("bindings"),
        row.getBoolean("shadow_banned"),
        row.getInteger("trust"),
        row.getString("evidence"),
        new Envelope(
            id,
            row.getLong("chain_id"),
            row.getLong("session"),
            row.getLong("sequence"),
            Columns.instant(row, "sent_at")),
        followed,
        served,
        Columns.instant(row, "registered_at"));
  }

  private static NodeProfile profile(Row row) {
    String[] networks = Objects.requireNonNull(row.getArrayOfStrings("networks"));
    return new NodeProfile(
        Arrays.stream(networks).map(NodeTable::network).toList(),
        new Hardware(
            row.getString("gpu"),
            row.getInteger("gpu_count"),
            row.getInteger("vram_mib"),
            row.getInteger("memory_mib")),
        row.getString("region"),
        row.getString("runtime"),
        row.getString("runtime_version"));
  }

  static Penalty penalty(Row row) {
    return new Penalty(
        row.getUUID("id"),
        nodeId(row, "node_id"),
        row.getInteger("points"),
        row.getString("cause"),
        Columns.instant(row, "at"),
        Columns.instant(row, "expires_at"),
        Columns.instant(row, "lifted_at"));
  }

  static Binding binding(Row row) {
    return new Binding(
        nodeId(row, "node_id"),
        row.getInteger("number"),
        row.getUUID("account_id"),
        Columns.instant(row, "bound_at"),
        Columns.instant(row, "unbound_at"));
  }

  static NodeId nodeId(Row row, String column) {
    return new NodeId("0x" + HexFormat.of().formatHex(Columns.bytes(row, column)));
  }

  /** The 20 bytes of a node's address. */
  static byte[] bytes(NodeId id) {
    return HexFormat.of().parseHex(id.address(), 2, id.address().length());
  }

  private static Network network(String code) {
    return Network.valueOf(upper(code));
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
