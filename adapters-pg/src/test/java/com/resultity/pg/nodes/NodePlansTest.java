package com.resultity.pg.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.pg.PgOptions;
import com.resultity.pg.Plans;
import com.resultity.pg.TestDatabase;
import com.resultity.pg.TestServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Plans decide: however many nodes there are and whatever PostgreSQL knows of it, no statement
 * about nodes reads a table from end to end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodePlansTest {
  private static final Buffer NODE = Buffer.buffer(new byte[20]);
  private static final Buffer[] NODES = {NODE, NODE};

  private final TestDatabase empty = TestServer.database(1);
  private final TestDatabase large = TestServer.database(1);
  private final Map<String, Tuple> writing = new LinkedHashMap<>();
  private final Map<String, Tuple> reading = new LinkedHashMap<>();

  @BeforeAll
  void fill() {
    large.execute(
        """
        INSERT INTO nodes.node (id, public_key, status, bindings, shadow_banned, trust, networks, gpu,
          gpu_count, vram_mib, memory_mib, region, runtime, runtime_version, chain_id, session,
          sequence, sent_at, registered_at)
        SELECT decode(lpad(to_hex(i), 40, '0'), 'hex'), decode(repeat('00', 64), 'hex'), 'active', 0,
          false, i % 101, ARRAY['testnet'], 'gpu ' || i % 7, 1, i % 100 + 1, 1, 'region ' || i % 11,
          'vllm', '1', 1, 1, 1, now(), now()
        FROM generate_series(1, 50000) AS i
        """);
    large.execute(
        """
        INSERT INTO nodes.served_model
          (node_id, network, ordinal, name, version, content_hash, status, rank)
        SELECT decode(lpad(to_hex(i), 40, '0'), 'hex'), 'testnet', m, 'model ' || m, '1',
          decode(repeat('00', 32), 'hex'), 'active', i % 101
        FROM generate_series(1, 50000) AS i, generate_series(1, 2) AS m
        """);
    for (String sql :
        List.of(
            NodeTable.FIND,
            NodeTable.FIND_MODELS,
            NodeTable.FIND_PENALTIES,
            NodeTable.FIND_BINDINGS)) {
      writing.put(sql, Tuple.tuple().addArrayOfBuffer(NODES));
    }
    writing.put(
        NodeTable.FORGET_MODELS,
        Tuple.tuple()
            .addArrayOfBuffer(NODES)
            .addArrayOfString(new String[] {"testnet", "mainnet"}));
    for (String sql :
        List.of(
            PgNodeReader.FIND,
            PgNodeReader.LIST_MODELS,
            PgNodeReader.LIST_PENALTIES,
            PgNodeReader.LIST_BINDINGS)) {
      reading.put(sql, Tuple.of(NODE));
    }
    reading.put(PgNodeReader.LIST, Tuple.of(new UUID(1, 1), NODE, 100));
    reading.put(PgNodeReader.FIND_REGISTERED, Tuple.tuple().addArrayOfBuffer(NODES));
    reading.put(PgNodeReader.LIST_BEST, best("region 3", "gpu 5", 90));
  }

  private static Tuple best(String region, String gpu, Integer vram) {
    return Tuple.of("testnet", "model 1", "1", 0)
        .addString(region)
        .addString(gpu)
        .addInteger(vram)
        .addInteger(20);
  }

  @Test
  void noStatementReadsATableFromEndToEnd() {
    for (TestDatabase database : List.of(empty, large)) {
      noSequentialScan(database);
      database.execute("ANALYZE");
      noSequentialScan(database);
    }
  }

  private void noSequentialScan(TestDatabase database) {
    List<String> scanning = new ArrayList<>();
    writing.forEach((sql, tuple) ->
        addScan(
            scanning,
            Plans.of(database, PgOptions.forWriting(database.options()), "", sql, tuple)));
    reading.forEach((sql, tuple) ->
        addScan(
            scanning,
            Plans.of(database, PgOptions.forReading(database.options()), "", sql, tuple)));
    assertThat(scanning).isEmpty();
  }

  private static void addScan(List<String> scanning, List<String> plan) {
    if (plan.stream().anyMatch(line -> line.contains("Seq Scan"))) {
      scanning.add(String.join("\n", plan));
    }
  }

  @Test
  void theBestNodesAreFoundInTheOrderOfTheirIndex() {
    for (TestDatabase database : List.of(empty, large)) {
      List<String> plan =
          Plans.of(
              database,
              PgOptions.forReading(database.options()),
              "",
              PgNodeReader.LIST_BEST,
              best("region 3", "gpu 5", 90));
      assertThat(plan)
          .as(String.join("\n", plan))
          .anyMatch(line -> line.contains("served_model_best"))
          .noneMatch(line -> line.contains("Sort"));
    }
  }
}
