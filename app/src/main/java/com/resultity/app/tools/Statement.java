package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints a namespace's statement. */
@Command(
    name = "statement",
    description = {
      "Prints what changed a namespace's balances and the balances after it, newest last.",
      "Amounts are credits; in CSV, microcredits. Asks a running Core over HTTP."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  export RESULTITY_TOKEN=$(resultity token --role auditor)",
      "  resultity statement 0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11",
      "  resultity statement 0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11 \\",
      "    --from 2026-06-01T00:00:00Z --csv > june.csv"
    })
public final class Statement implements Callable<Integer> {
  private static final int SCREENFUL = 100;
  private static final int PAGE = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(paramLabel = "NAMESPACE_ID", description = "Whose statement.")
  private UUID namespace = new UUID(0, 0);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Nothing before this time, such as 2026-06-01T00:00:00Z.")
  private Instant from = Instant.MIN;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest so many. Default: " + SCREENFUL + "; in CSV, all.")
  private @Nullable Integer limit;

  @Option(names = "--csv", description = "Comma-separated values, in microcredits.")
  private boolean csv;

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
    }
    int most = limit != null ? limit : csv ? Integer.MAX_VALUE : SCREENFUL;
    Deque<StatementLine> newest = new ArrayDeque<>();
    long found =
        read(line -> {
          newest.add(line);
          if (newest.size() > most) {
            newest.remove();
          }
        });
    PrintWriter out = spec.commandLine().getOut();
    if (csv) {
      StatementLine.csv(newest).forEach(out::println);
    } else {
      StatementLine.table(newest).forEach(out::println);
      if (found > most) {
        out.printf("%,d earlier entries are not shown; --limit shows more.%n", found - most);
      }
    }
    out.flush();
    return 0;
  }

  /** Reads all of it, page by page; answers how many lines there are from the time on. */
  private long read(Consumer<StatementLine> sink) {
    long found = 0;
    try (CoreClient core = new CoreClient(client)) {
      String path = "/v1/namespaces/%s/entries?limit=%d".formatted(namespace, PAGE);
      String cursor = "";
      while (cursor != null) {
        JsonObject page = core.get(cursor.isEmpty() ? path : path + "&cursor=" + cursor);
        for (Object item : page.getJsonArray("items")) {
          StatementLine line = StatementLine.of((JsonObject) item);
          if (!line.at().isBefore(from)) {
            sink.accept(line);
            found++;
          }
        }
        cursor = page.getString("nextCursor");
      }
    }
    return found;
  }

  /** Reads RFC 3339 times. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException malformed) {
        throw new TypeConversionException(
            "'%s' is not a time like 2026-06-01T00:00:00Z".formatted(text));
      }
    }
  }
}
