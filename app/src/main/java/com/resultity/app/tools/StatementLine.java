package com.resultity.app.tools;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One entry of a statement, as Core answers it.
 *
 * @param time {@code at} as it was answered
 * @param amounts microcredits: the amount, and available, held, spent and debt after it
 */
record StatementLine(
    Instant at, String time, String id, String kind, String subject, List<Long> amounts) {
  private static final List<String> COLUMNS =
      List.of("time", "kind", "amount", "available", "held", "spent", "debt");
  private static final int DECIMALS = 6;
  private static final int TEXTS = 2;

  static StatementLine of(JsonObject entry) {
    JsonObject credits = entry.getJsonObject("credits");
    String time = entry.getString("at");
    return new StatementLine(
        Instant.parse(time),
        time,
        entry.getString("entryId"),
        entry.getString("kind"),
        entry.getString("subjectId"),
        Stream.of(
                entry.getString("amount"),
                credits.getString("available"),
                credits.getString("held"),
                credits.getString("spent"),
                credits.getString("debt"))
            .map(Long::valueOf)
            .toList());
  }

  /** Lines under a heading, in columns, in credits. */
  static List<String> table(Collection<StatementLine> lines) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    lines.forEach(line -> rows.add(line.cells()));
    List<Integer> widths =
        IntStream.range(0, COLUMNS.size())
            .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()).max())
            .map(width -> width.orElse(1))
            .toList();
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  /** Lines under a heading, in microcredits: as Core itself exports them. */
  static Stream<String> csv(Collection<StatementLine> lines) {
    return Stream.concat(
        Stream.of("entryId,kind,subjectId,amount,available,held,spent,debt,at"),
        lines.stream().map(StatementLine::csv));
  }

  private String csv() {
    List<String> cells = new ArrayList<>(List.of(id, kind, subject));
    amounts.forEach(amount -> cells.add(Long.toString(amount)));
    cells.add(time);
    return String.join(",", cells);
  }

  private List<String> cells() {
    List<String> cells = new ArrayList<>(List.of(time, kind));
    amounts.forEach(amount -> cells.add(credits(amount)));
    return cells;
  }

  private static String credits(long microcredits) {
    return String.format(Locale.ROOT, "%,.6f", BigDecimal.valueOf(microcredits, DECIMALS));
  }

  // Texts to the left, amounts to the right.
  private static String aligned(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths.get(i) - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < TEXTS ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString();
  }
}
