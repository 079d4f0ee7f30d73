package com.resultity.app.demo;

import com.resultity.app.settings.OperatorError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests to an LLM service, as tokens read and written. */
public record Trace(String name, List<Request> requests) {
  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
  private static final int GENERATED = 5_000;
  private static final long SEED = 20231116;

  /** One request. */
  public record Request(long tokensIn, long tokensOut) {}

  public Trace {
    requests = List.copyOf(requests);
  }

  /**
   * Reads a file of lines {@code TIMESTAMP,ContextTokens,GeneratedTokens}, the format of the Azure
   * LLM inference traces.
   *
   * @throws OperatorError naming the line that is not like that
   */
  public static Trace read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new OperatorError("cannot read the trace " + file, unreadable);
    }
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw new OperatorError(file + ": the first line must be " + HEADER);
    }
    List<Request> requests = new ArrayList<>(lines.size());
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        requests.add(parse(lines.get(i), file + " line " + (i + 1)));
      }
    }
    if (requests.isEmpty()) {
      throw new OperatorError(file + " has no requests");
    }
    return new Trace(file.getFileName().toString(), requests);
  }

  /**
   * Always the same requests, of sizes as a chat service sees them: many small ones, a long tail.
   */
  public static Trace generated() {
    Random random = new Random(SEED);
    List<Request> requests = new ArrayList<>(GENERATED);
    for (int i = 0; i < GENERATED; i++) {
      requests.add(new Request(size(random, 6.5, 1.2, 7_000), size(random, 4.8, 0.9, 1_000)));
    }
    return new Trace("generated", requests);
  }

  private static long size(Random random, double mean, double deviation, long most) {
    long size = Math.round(Math.exp(mean + deviation * random.nextGaussian()));
    return Math.clamp(size, 1, most);
  }

  private static Request parse(String line, String where) {
    String[] fields = line.split(",", -1);
    try {
      if (fields.length == 3) {
        Request request =
            new Request(Long.parseLong(fields[1].strip()), Long.parseLong(fields[2].strip()));
        if (request.tokensIn() >= 0 && request.tokensOut() >= 0) {
          return request;
        }
      }
    } catch (NumberFormatException notANumber) {
      throw new OperatorError(where + " is not " + HEADER, notANumber);
    }
    throw new OperatorError(where + " is not " + HEADER);
  }
}
