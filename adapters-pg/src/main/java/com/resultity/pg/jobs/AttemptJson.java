package com.resultity.pg.jobs;

import com.resultity.domain.jobs.Attempt;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.nodes.NodeId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The attempts of a job that came to no result, as its row keeps them. */
final class AttemptJson {
  private AttemptJson() {}

  /** Null when there are none, which is the rule. */
  static @Nullable String write(Job job) {
    if (job.ended().isEmpty()) {
      return null;
    }
    JsonArray out = new JsonArray();
    job.ended().forEach(attempt -> out.add(write(attempt)));
    return out.encode();
  }

  private static JsonObject write(Attempt attempt) {
    JsonObject out =
        new JsonObject()
            .put("nodeId", attempt.nodeId().address())
            .put("startedAt", attempt.startedAt().toString())
            .put("endedAt", String.valueOf(attempt.endedAt()))
            .put("outcome", attempt.outcome().code());
    if (attempt.errorCode() != null) {
      out.put("errorCode", attempt.errorCode());
    }
    return attempt.late() ? out.put("late", true) : out;
  }

  static List<Attempt> read(@Nullable JsonArray ended) {
    if (ended == null) {
      return List.of();
    }
    List<Attempt> attempts = new ArrayList<>(ended.size());
    for (int i = 0; i < ended.size(); i++) {
      attempts.add(read(i + 1, ended.getJsonObject(i)));
    }
    return attempts;
  }

  private static Attempt read(int number, JsonObject in) {
    return new Attempt(
        number,
        new NodeId(in.getString("nodeId")),
        Instant.parse(in.getString("startedAt")),
        Instant.parse(in.getString("endedAt")),
        Attempt.Outcome.valueOf(in.getString("outcome").toUpperCase(Locale.ROOT)),
        in.getString("errorCode"),
        in.getBoolean("late", false));
  }
}
