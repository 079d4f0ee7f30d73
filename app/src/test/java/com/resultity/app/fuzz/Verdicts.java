package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.app.TestCore;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.journal.Recorded;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.RecordLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What answers have told, to be held against the log. */
final class Verdicts {
  // What only the inside of Core would say. Nothing that is sent says it.
  private static final Pattern LEAK =
      Pattern.compile(
          "Exception|\\bat"
              + " [a-z]+\\.[\\w.$]+\\(|com\\.resultity|io\\.(vertx|netty)|org\\.postgres|java\\.|\\.java|com\\.(fasterxml|networknt|google)|(?i:\\bselect\\b.*\\bfrom\\b|insert"
              + " into|sqlstate)|/(home|tmp|usr|var)/");

  private final Map<String, String> innocent = new HashMap<>();
  private static final List<String> AREAS = List.of("accounts", "ledger", "jobs", "network");
  private static final int FEW = 50;
  private static final int LEAST = 8;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Integer> sent = new TreeMap<>();
  private final Map<String, Integer> accepted = new TreeMap<>();
  private int blamed;

  /** That a call of this trace must have left nothing in the log, and how it was answered. */
  void innocent(String traceId, String answer) {
    innocent.put(traceId, answer);
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** That a command of an area was answered. */
  void command(String area, boolean was) {
    sent.merge(area, 1, Integer::sum);
    accepted.merge(area, was ? 1 : 0, Integer::sum);
  }

  /** Whether commands of every area were sent so often that their shares mean something. */
  boolean enough() {
    return AREAS.stream().allMatch(area -> sent.getOrDefault(area, 0) >= FEW);
  }

  /** Whatever is refused at the door tries none of the rules behind it. */
  void deepEnough() {
    for (String area : AREAS) {
      assertThat(accepted.get(area))
          .as("accepted of %s", area)
          .isGreaterThan(sent.get(area) / LEAST);
    }
  }

  /** What was asked how often, and how it was answered. */
  String summary() {
    StringBuilder out = new StringBuilder();
    out.append(counts.values().stream().mapToInt(Integer::intValue).sum()).append(" answers");
    sent.forEach((area, count) ->
        out.append(", %s %d of %d accepted".formatted(area, accepted.get(area), count)));
    return out.append("; ").append(counts).toString();
  }

  static void noLeak(String answer) {
    assertThat(LEAK.matcher(answer).find()).as("tells of the inside: " + answer).isFalse();
  }

  /** The books balance, the chains are whole, and nobody who was refused changed anything. */
  void check(TestCore core) {
    core.check(this::check);
    assertThat(blamed).isPositive();
  }

  private void check(Block block) {
    for (byte[] line : block.lines()) {
      Recorded recorded = RecordLines.decode(line);
      if (!(recorded.fact() instanceof JobReportedLate)) {
        assertThat(innocent.get(recorded.origin().traceId()))
            .as("of what left %s", recorded)
            .isNull();
        blamed++;
      }
    }
  }
}
