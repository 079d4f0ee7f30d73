package com.resultity.benchmarks.report;

import com.resultity.benchmarks.load.Measured;
import com.resultity.benchmarks.load.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run.
 *
 * @param machine what it ran on, by name
 * @param notes what else a reader must know
 */
public record Report(
    Instant at,
    Map<String, String> machine,
    List<String> notes,
    List<Row> rows,
    List<Sample> samples) {

  public String markdown() {
    StringBuilder out = new StringBuilder(4_096);
    out.append("# Results\n\nTaken at %s.\n".formatted(at.truncatedTo(ChronoUnit.SECONDS)));
    notes.forEach(note -> out.append(note).append('\n'));
    out.append("\n## Goals\n\n");
    out.append("| goal | what | figure | baseline | ratio | wanted | verdict |\n");
    out.append("|---|---|---|---|---|---|---|\n");
    rows.forEach(row -> out.append(line(row)));
    out.append("\n## All loads\n\n");
    out.append(
        "| load | /s | p50 ms | p99 ms | failed | WAL bytes | PostgreSQL µs | Core and load µs |"
            + " per block |\n|---|---|---|---|---|---|---|---|---|\n");
    samples.forEach(sample -> out.append(line(sample)));
    out.append("\nBytes and processor time are per operation.\n");
    out.append("\n## Machine\n\n| | |\n|---|---|\n");
    machine.forEach((name, value) -> out.append("| %s | %s |\n".formatted(name, value)));
    return out.toString();
  }

  private static String line(Row row) {
    String figures = row.unit().equals("/s") ? "%,.0f" : "%,.2f";
    return "| %s | %s, %s | %s | %s: %s | %s | %s | %s |\n"
        .formatted(
            row.goal().id(),
            row.what(),
            row.unit(),
            figures.formatted(row.figure()),
            row.baselineName(),
            figures.formatted(row.baseline()),
            row.warm() ? "%.2f".formatted(row.ratio()) : "–",
            row.goal(),
            row.verdict());
  }

  private static String line(Sample sample) {
    Measured measured = sample.measured();
    return "| %s%s | %,.0f | %.2f | %.2f | %d | %,.0f | %.1f | %.1f | %.1f |\n"
        .formatted(
            sample.name(),
            sample.warm() ? "" : " (not warm)",
            measured.perSecond(),
            measured.medianMillis(),
            measured.p99Millis(),
            measured.failures(),
            sample.walBytes(),
            sample.serverMicros(),
            sample.ownMicros(),
            sample.perBlock());
  }

  /** Prints it, and keeps the figures, and the text where that is asked for. */
  public void publish(Path json, @Nullable Path text) throws IOException {
    System.out.println();
    System.out.println(markdown());
    Path parent = json.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(json, json().encodePrettily());
    if (text != null) {
      Files.writeString(text, markdown());
    }
  }

  private JsonObject json() {
    JsonArray goals = new JsonArray();
    rows.forEach(row -> goals.add(json(row)));
    JsonArray loads = new JsonArray();
    samples.forEach(sample -> loads.add(json(sample)));
    return new JsonObject()
        .put("at", at.toString())
        .put("machine", new JsonObject(new LinkedHashMap<>(machine)))
        .put("notes", new JsonArray(notes))
        .put("goals", goals)
        .put("loads", loads);
  }

  private static JsonObject json(Row row) {
    JsonObject json =
        new JsonObject()
            .put("goal", row.goal().id())
            .put("what", row.what())
            .put("unit", row.unit())
            .put("figure", row.figure())
            .put("baselineName", row.baselineName())
            .put("baseline", row.baseline())
            .put("wanted", row.goal().toString())
            .put("verdict", row.verdict());
    return row.warm() ? json.put("ratio", row.ratio()) : json;
  }

  private static JsonObject json(Sample sample) {
    Measured measured = sample.measured();
    return new JsonObject()
        .put("name", sample.name())
        .put("warm", sample.warm())
        .put("operations", measured.operations())
        .put("failures", measured.failures())
        .put("perSecond", measured.perSecond())
        .put("p50Millis", measured.medianMillis())
        .put("p99Millis", measured.p99Millis())
        .put("walBytes", sample.walBytes())
        .put("serverMicros", sample.serverMicros())
        .put("ownMicros", sample.ownMicros())
        .put("perBlock", sample.perBlock());
  }
}
