package com.resultity.domain.jobs;

import com.resultity.domain.network.Participation;
import com.resultity.domain.nodes.Node;
import com.resultity.domain.nodes.NodeStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a node must be to have a job, one rule at a time. Each is a pure function of the node, the
 * job and the network's terms; its code says why a node may not have the job.
 */
public enum NodeRule {
  NOT_ACTIVE(each -> each.node().status() == NodeStatus.ACTIVE),
  // Of a shadow ban no more is said than this.
  NOT_AVAILABLE(each -> !each.node().shadowBanned()),
  OTHER_NETWORK(each -> each.node().profile().networks().contains(each.job().network())),
  TRUST_TOO_LOW(each -> each.node().trust() >= each.terms().minimumTrust()),
  MODEL_NOT_SERVED(each ->
      each.node().serves(each.job().network(), each.job().model(), each.job().modelVersion())),
  OTHER_REGION(each -> wantsNothingElse(each.asked().region(), each.node().profile().region())),
  OTHER_GPU(each -> wantsNothingElse(each.asked().gpu(), each.node().profile().hardware().gpu())),
  VRAM_TOO_SMALL(each -> {
    Integer least = each.asked().minVramMib();
    return least == null || each.node().profile().hardware().vramMib() >= least;
  }),
  NOT_A_MEMBER(each -> each.asked().subcloudId() == null);

  private record Match(Node node, JobSpec job, Participation terms) {
    Constraints asked() {
      return job.constraints();
    }
  }

  /** Why a node that is not registered may not have a job of a network that is not open. */
  public static final String NOT_REGISTERED = "not_registered";

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Predicate<Match> passes;

  NodeRule(Predicate<Match> passes) {
    this.passes = passes;
  }

  public String code() {
    return code;
  }

  /**
   * Why a node may not have a job; empty when it may.
   *
   * @param node null for one that is not registered
   */
  public static List<String> whyNot(@Nullable Node node, JobSpec job, Participation terms) {
    if (node == null) {
      return terms.open() ? List.of() : List.of(NOT_REGISTERED);
    }
    Match match = new Match(node, job, terms);
    return Arrays.stream(values())
        .filter(rule -> !rule.passes.test(match))
        .map(NodeRule::code)
        .toList();
  }

  private static boolean wantsNothingElse(@Nullable String asked, String is) {
    return asked == null || asked.equals(is);
  }
}
