package com.resultity.benchmarks.load;

import com.resultity.benchmarks.server.Core;
import com.resultity.benchmarks.server.Database;
import com.resultity.benchmarks.server.Population;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A statement that is a baseline.
 *
 * @param text its one parameter is a namespace's number
 * @param namespaces how many numbers, from 0, there are to choose from
 */
public record Sql(String text, int namespaces) {

  /** One submit per transaction. */
  public static Sql submit(int namespaces) {
    return new Sql("SELECT bench.submit(%s::integer)", namespaces);
  }

  /** One row by its primary key. */
  public static Sql read(int namespaces) {
    return new Sql(
        "SELECT available, held, spent, debt FROM bench.balance WHERE number = %s::integer",
        namespaces);
  }

  /** The text with the parameter spelled so. */
  String with(String parameter) {
    return text.formatted(parameter);
  }

  /** Makes what the baselines need, in a schema of their own. */
  public static void install(Database database, Core core, Population population) {
    database.execute(
        resource()
            .replace("${prefix}", population.prefix())
            .replace("${slots}", Integer.toString(core.slots()))
            .replace("${price}", Long.toString(Population.price()))
            .replace("${model}", Population.MODEL)
            .replace("${tokens}", Long.toString(Population.MAX_TOKENS))
            .replace("${last}", Integer.toString(population.size() - 1)));
  }

  private static String resource() {
    try (InputStream in =
        Objects.requireNonNull(Sql.class.getResourceAsStream("bench.sql"), "bench.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
