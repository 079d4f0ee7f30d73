package com.resultity.pg.journal;

import com.github.luben.zstd.Zstd;
import com.resultity.domain.journal.Digest;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockHeader;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Blocks. Their lines are kept as written, each ended by a line feed, compressed by Zstandard. */
final class BlockTable {
  static final String COLUMNS =
      "slot, sequence, previous, at, count, registry_sequence, root, lines";

  private static final String INSERT =
      """
      INSERT INTO journal.block
        (slot, sequence, previous, at, count, registry_sequence, root, lines)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """;

  private static final int FASTEST = 1;

  private BlockTable() {}

  static void write(SlotQuery query, Block block) {
    BlockHeader header = block.header();
    query.send(
        INSERT,
        Tuple.tuple()
            .addInteger(header.slot())
            .addLong(header.sequence())
            .addBuffer(Buffer.buffer(header.previous().bytes()))
            .addOffsetDateTime(Columns.utc(header.at()))
            .addInteger(header.count())
            .addLong(header.registrySequence())
            .addBuffer(Buffer.buffer(header.root().bytes()))
            .addBuffer(Buffer.buffer(compress(block.lines()))));
  }

  static Block block(Row row) {
    BlockHeader header =
        new BlockHeader(
            row.getInteger("slot"),
            row.getLong("sequence"),
            Digest.of(Columns.bytes(row, "previous")),
            Columns.instant(row, "at"),
            row.getInteger("count"),
            row.getLong("registry_sequence"),
            Digest.of(Columns.bytes(row, "root")));
    return new Block(header, decompress(Columns.bytes(row, "lines")));
  }

  private static byte[] compress(List<byte[]> lines) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(lines.size() * 512);
    for (byte[] line : lines) {
      joined.writeBytes(line);
      joined.write('\n');
    }
    return Zstd.compress(joined.toByteArray(), FASTEST);
  }

  private static List<byte[]> decompress(byte[] compressed) {
    byte[] joined = Zstd.decompress(compressed, (int) Zstd.getFrameContentSize(compressed));
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < joined.length; i++) {
      if (joined[i] == '\n') {
        lines.add(Arrays.copyOfRange(joined, start, i));
        start = i + 1;
      }
    }
    if (start != joined.length) {
      String rest = new String(joined, start, joined.length - start, StandardCharsets.UTF_8);
      throw new IllegalStateException("the last line is not ended: " + rest);
    }
    return lines;
  }
}
