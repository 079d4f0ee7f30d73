package com.resultity.http.jobs;

import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.regex.Pattern;

/** Usage as CSV (RFC 4180). */
final class UsageCsv {
  private static final String TOTALS =
      "completed,failed,cancelled,expired,tokensIn,tokensOut,durationMs,charged\r\n";
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  private UsageCsv() {}

  static Buffer of(List<UsageDimension> groupBy, List<UsageLine> lines) {
    StringBuilder rows = new StringBuilder(100 + lines.size() * 120);
    groupBy.forEach(dimension -> rows.append(dimension.field()).append(','));
    rows.append(TOTALS);
    lines.forEach(line -> row(rows, groupBy, line));
    return Buffer.buffer(rows.toString());
  }

  private static void row(StringBuilder rows, List<UsageDimension> groupBy, UsageLine line) {
    groupBy.forEach(d -> rows.append(text(line.group().getOrDefault(d, ""))).append(','));
    rows.append(line.completed()).append(',');
    rows.append(line.failed()).append(',');
    rows.append(line.cancelled()).append(',');
    rows.append(line.expired()).append(',');
    rows.append(line.tokensIn()).append(',');
    rows.append(line.tokensOut()).append(',');
    rows.append(line.durationMs()).append(',');
    rows.append(line.charged()).append("\r\n");
  }

  private static String text(String value) {
    return NEEDS_QUOTES.matcher(value).find() ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
