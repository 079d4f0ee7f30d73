package com.resultity.http.ledger;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Entry;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A statement as CSV (RFC 4180). No value of it needs quotes. */
final class EntryCsv {
  static final String HEADING = "entryId,kind,subjectId,amount,available,held,spent,debt,at\r\n";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

  private EntryCsv() {}

  static Buffer rows(List<Entry> entries) {
    StringBuilder rows = new StringBuilder(entries.size() * 160);
    entries.forEach(entry -> row(rows, entry));
    return Buffer.buffer(rows.toString());
  }

  private static void row(StringBuilder rows, Entry entry) {
    Credits credits = entry.credits();
    rows.append(entry.id()).append(',');
    rows.append(entry.kind().code()).append(',');
    rows.append(entry.subject()).append(',');
    rows.append(entry.amount()).append(',');
    rows.append(credits.available()).append(',');
    rows.append(credits.held()).append(',');
    rows.append(credits.spent()).append(',');
    rows.append(credits.debt()).append(',');
    TIME.formatTo(entry.at(), rows);
    rows.append("\r\n");
  }
}
