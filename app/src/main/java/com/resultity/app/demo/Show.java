package com.resultity.app.demo;

import com.resultity.app.settings.OperatorError;
import com.resultity.ports.access.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs the story against a Core that serves, with progress, and judges it. */
public final class Show {
  private static final long PROGRESS_MILLIS = 1_000;
  private static final long PATIENCE_MINUTES = 30;

  private final Vertx vertx;
  private final int grpcPort;
  private final Function<Principal, String> sign;
  private final Books books;
  private final PrintWriter out;

  /**
   * @param sign makes a token that the Core accepts
   */
  public Show(
      Vertx vertx, int grpcPort, Function<Principal, String> sign, Books books, PrintWriter out) {
    this.vertx = vertx;
    this.grpcPort = grpcPort;
    this.sign = sign;
    this.books = books;
    this.out = out;
  }

  /**
   * Replays the trace.
   *
   * @param run tells this run from others on the same database
   * @return what is wrong, which should be nothing
   * @throws OperatorError when Core refuses what it should do
   */
  public List<String> run(Trace trace, String run) {
    try (Client client = new Client(vertx, grpcPort, sign)) {
      Story story = new Story(client, run);
      var since = await(books.heads());
      say(
          "Opening %d accounts, granting %,d credits to each",
          Story.NAMESPACES, Story.GRANT / 1_000_000);
      List<String> namespaces = await(story.prepare());
      say(
          "Replaying %,d requests of the trace '%s' as jobs",
          trace.requests().size(), trace.name());
      long start = System.nanoTime();
      long progress = vertx.setPeriodic(PROGRESS_MILLIS, _ -> progress(story, trace));
      try {
        await(story.replay(trace, namespaces));
      } finally {
        vertx.cancelTimer(progress);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      progress(story, trace);
      return new Summary(out).print(story, seconds, await(books.audit(since)));
    }
  }

  private void progress(Story story, Trace trace) {
    int done = story.tally().finished();
    int all = trace.requests().size();
    int tenths = 20 * done / all;
    say("  [%s%s] %,7d of %,d", "#".repeat(tenths), ".".repeat(20 - tenths), done, all);
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      throw new OperatorError("the demo failed: " + failed.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new OperatorError("the demo did not end", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OperatorError("the demo was interrupted", interrupted);
    }
  }
}
