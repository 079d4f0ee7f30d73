package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints all that Core tells of one job. */
@Command(
    name = "job",
    description = "Prints all that a running Core knows of one job.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  RESULTITY_TOKEN=$(resultity token --role auditor) \\",
      "    resultity job 0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11",
      "  resultity job 0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11 --url https://core.example.org"
    })
public final class ShowJob implements Callable<Integer> {
  private static final Set<String> MICROCREDITS =
      Set.of("price", "charged", "requestPrice", "inputPrice", "outputPrice");
  private static final int DECIMALS = 6;
  private static final String ATTEMPT = "%-7s  %-42s  %-27s  %-27s  %s";

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(paramLabel = "JOB_ID", description = "The job's id.")
  private UUID jobId = new UUID(0, 0);

  @Override
  public Integer call() {
    JsonObject job;
    try (CoreClient core = new CoreClient(client)) {
      job = core.get("/v1/jobs/" + jobId);
    }
    JsonArray attempts = (JsonArray) job.remove("attempts");
    Map<String, String> lines = new LinkedHashMap<>();
    add(lines, "", job.getMap());
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(
        (label, value) -> out.println(label + " ".repeat(width + 2 - label.length()) + value));
    if (attempts != null && !attempts.isEmpty()) {
      out.println();
      out.println(ATTEMPT.formatted("attempt", "node", "started", "ended", "outcome").strip());
      attempts.forEach(attempt -> out.println(attempt((JsonObject) attempt)));
    }
    return 0;
  }

  private static String attempt(JsonObject attempt) {
    String line =
        ATTEMPT.formatted(
            attempt.getInteger("number"),
            attempt.getString("nodeId"),
            attempt.getString("startedAt"),
            attempt.getString("endedAt", ""),
            attempt.getString("outcome"));
    String error = attempt.containsKey("errorCode") ? ": " + attempt.getString("errorCode") : "";
    String late = attempt.getBoolean("late") ? ", reported late" : "";
    return (line.stripTrailing() + error + late).stripTrailing();
  }

  // Whatever is answered is shown, in its order, so that nothing of a job is ever left out.
  private static void add(Map<String, String> lines, String above, Map<?, ?> fields) {
    fields.forEach((key, value) -> {
      String name = key.toString();
      String label =
          (above + " " + name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT))
              .strip()
              .replace("result result", "result");
      switch (value) {
        case Map<?, ?> nested -> add(lines, label, nested);
        default -> lines.put(label, text(name, value));
      }
    });
  }

  private static String text(String name, Object value) {
    return MICROCREDITS.contains(name)
        ? new BigDecimal(value.toString()).movePointLeft(DECIMALS).toPlainString() + " credits"
        : value.toString();
  }
}
