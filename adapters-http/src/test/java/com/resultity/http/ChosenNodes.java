package com.resultity.http;

import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.Seen;
import com.resultity.ports.nodes.SeenNodes;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Nodes as they are seen, some of which may have no job. */
final class ChosenNodes implements NodeDirectory {
  private final SeenNodes seen;
  private final Map<NodeId, List<String>> reasons = new ConcurrentHashMap<>();

  ChosenNodes(InstantSource clock) {
    this.seen = new SeenNodes(clock);
  }

  void exclude(String node, String... why) {
    reasons.put(new NodeId(node), List.of(why));
  }

  @Override
  public Future<Profile> profile(NodeId nodeId) {
    return Future.succeededFuture(_ -> reasons.getOrDefault(nodeId, List.of()));
  }

  @Override
  public Future<List<NodeId>> listCandidates(JobSpec spec, int limit) {
    return seen.listCandidates(spec, limit);
  }

  @Override
  public void saw(NodeId nodeId, Seen what) {
    seen.saw(nodeId, what);
  }
}
