package com.resultity.app.demo;

import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.ledger.TrialBalance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a person is told at the end, and whether all is well. */
final class Summary {
  private static final double CREDIT = 1_000_000;

  private final PrintWriter out;
  private final List<String> problems = new ArrayList<>();

  Summary(PrintWriter out) {
    this.out = out;
  }

  /** Prints it; answers what is wrong, which should be nothing. */
  List<String> print(Story story, double seconds, Books.Audit audit) {
    jobs(story.tally(), seconds);
    latencies(story.latencies());
    credits(audit.balance());
    log(audit);
    compare(story.tally(), audit.counts());
    return problems;
  }

  private void jobs(Story.Tally tally, double seconds) {
    line("");
    line(
        "Jobs      %,d submitted, %,d completed, %,d failed, %,d cancelled, %,d tried again",
        tally.submitted.get(),
        tally.completed.get(),
        tally.failed.get(),
        tally.cancelled.get(),
        tally.retried.get());
    line(
        "          %.1f s: %,.0f whole jobs a second, each dispatched, done and settled through"
            + " gRPC",
        seconds, tally.finished() / seconds);
  }

  private void latencies(Latencies latencies) {
    line("");
    line("Latency   %-22s %9s %9s %9s %9s", "", "calls", "p50 ms", "p99 ms", "max ms");
    latencies
        .byMethod()
        .forEach((method, times) ->
            line(
                "          %-22s %,9d %9.1f %9.1f %9.1f",
                method,
                times.getTotalCount(),
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3));
  }

  private void credits(List<TrialBalance.Line> balance) {
    long in = sum(balance, TrialBalance.Line::granted) - sum(balance, TrialBalance.Line::breakage);
    long held = sum(balance, TrialBalance.Line::held);
    long spent = sum(balance, TrialBalance.Line::spent) - sum(balance, TrialBalance.Line::debt);
    long available = sum(balance, TrialBalance.Line::available);
    long total = sum(balance, TrialBalance.Line::total);
    line("");
    line(
        "Credits   %,.6f in = %,.6f held + %,.6f spent + %,.6f available",
        in / CREDIT, held / CREDIT, spent / CREDIT, available / CREDIT);
    check(in == held + spent + available, "credits in are not held + spent + available");
    check(held == 0, "credit is still held though every job has ended");
    line("          every account of every slot sums to %d", total);
    for (TrialBalance.Line one : balance) {
      check(one.total() == 0, "slot " + one.slot() + " does not sum to zero");
    }
  }

  private void log(Books.Audit audit) {
    line("");
    line(
        "Log       %,d records in %,d blocks, %,.0f records a block",
        audit.records(), audit.blocks(), audit.records() / (double) Math.max(1, audit.blocks()));
    for (ChainCheck.Report chain : audit.chains()) {
      chain.problem().ifPresent(problem -> problems.add("slot " + chain.slot() + ": " + problem));
    }
    boolean intact = audit.chains().stream().allMatch(chain -> chain.problem().isEmpty());
    line(
        "          %s",
        intact
            ? "every chain verified from the database: lines, roots and links"
            : "A CHAIN IS BROKEN");
  }

  private void compare(Story.Tally tally, Books.Counts counts) {
    check(counts.submitted == tally.submitted.get(), "the log has other submissions");
    check(counts.completed == tally.completed.get(), "the log has other completions");
    check(counts.failed == tally.failed.get(), "the log has other failures");
    check(counts.cancelled == tally.cancelled.get(), "the log has other cancellations");
    check(counts.charged == tally.charged.get(), "the log has other charges");
    check(tally.finished() == tally.submitted.get(), "not every job has ended");
    if (problems.isEmpty()) {
      line("          it tells of the same jobs as the callers were told, at the prices agreed");
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  private static long sum(List<TrialBalance.Line> lines, ToLongFunction<TrialBalance.Line> part) {
    return lines.stream().mapToLong(part).sum();
  }

  private void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    out.flush();
  }
}
