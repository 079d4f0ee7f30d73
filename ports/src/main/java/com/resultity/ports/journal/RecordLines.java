package com.resultity.ports.journal;

import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.KeyRecord;
import com.resultity.domain.accounts.NamespaceRecord;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.nodes.NodeRecord;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records as lines of canonical JSON (RFC 8785), the form that is hashed, stored and exported. A
 * line is read back to an equal record. The shape of a schema version never changes once released.
 */
public final class RecordLines {
  private static final int SCHEMA = 1;

  private RecordLines() {}

  public static byte[] encode(Recorded recorded) {
    JsonWriter out = new JsonWriter();
    out.object();
    out.field("at", recorded.at());
    out.object("fact");
    String kind = write(out, recorded.fact());
    out.end();
    out.field("kind", kind);
    out.field("principal", recorded.origin().principal());
    out.field("reason", recorded.origin().reason());
    out.field("schema", SCHEMA);
    out.field("trace", recorded.origin().traceId());
    out.end();
    return out.bytes();
  }

  /**
   * Reads a line.
   *
   * @throws RuntimeException when it is not one that {@link #encode} writes
   */
  public static Recorded decode(byte[] line) {
    Fields fields = Fields.parse(line);
    if (fields.number("schema") != SCHEMA) {
      throw new IllegalArgumentException("unknown schema " + fields.number("schema"));
    }
    Origin origin =
        new Origin(fields.text("principal"), fields.text("trace"), fields.textOrNull("reason"));
    LogRecord fact = read(fields.text("kind"), fields.object("fact"));
    return new Recorded(fields.time("at"), origin, fact);
  }

  /** A refusal as canonical JSON. */
  public static String encode(Refusal refusal) {
    JsonWriter out = new JsonWriter();
    out.object();
    out.field("code", refusal.code().code());
    out.object("facts");
    refusal.facts().forEach((name, value) -> out.field(name, value));
    out.end();
    out.end();
    return new String(out.bytes(), StandardCharsets.UTF_8);
  }

  public static Refusal decodeRefusal(String json) {
    Fields fields = Fields.parse(json.getBytes(StandardCharsets.UTF_8));
    Fields facts = fields.object("facts");
    Map<String, String> byName = new TreeMap<>();
    facts.names().forEach(name -> byName.put(name, facts.text(name)));
    return Refusal.of(RefusalCode.valueOf(fields.text("code").toUpperCase(Locale.ROOT)), byName);
  }

  private static String write(JsonWriter out, LogRecord record) {
    return switch (record) {
      case LedgerRecord r -> LedgerLines.write(out, r);
      case JobRecord r -> JobLines.write(out, r);
      case AccountRecord r -> AccountLines.write(out, r);
      case NamespaceRecord r -> NamespaceLines.write(out, r);
      case KeyRecord r -> KeyLines.write(out, r);
      case NetworkRecord r -> NetworkLines.write(out, r);
      case NodeRecord r -> NodeLines.write(out, r);
    };
  }

  private static LogRecord read(String kind, Fields fact) {
    return switch (kind) {
      case "namespace_opened",
          "namespace_renamed",
          "namespace_closed",
          "namespace_suspended",
          "namespace_resumed" ->
          NamespaceLines.read(kind, fact);
      case String s
          when s.startsWith("account_")
              || s.startsWith("wallet_")
              || s.equals("personal_data_erased") ->
          AccountLines.read(s, fact);
      case String s when s.startsWith("key_") -> KeyLines.read(s, fact);
      case "configuration_published" -> NetworkLines.read(kind, fact);
      case String s when s.startsWith("node_") -> NodeLines.read(s, fact);
      case String s when s.startsWith("job_") -> JobLines.read(s, fact);
      default -> LedgerLines.read(kind, fact);
    };
  }
}
