package com.resultity.domain.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says: the catalogue of models, what multiplies prices, the limits of jobs,
 * and what nodes are held to.
 */
public record Terms(
    List<Model> models,
    JobLimits limits,
    Multipliers multipliers,
    Runtimes runtimes,
    Participation participation) {
  private static final int MOST_MODELS = 1000;

  public Terms {
    models = List.copyOf(models);
  }

  /** Terms that hold nodes to the defaults. */
  public Terms(List<Model> models, JobLimits limits, Multipliers multipliers) {
    this(models, limits, multipliers, Runtimes.ANY, Participation.DEFAULT);
  }

  /** Terms under which every job costs the same, however it is asked for. */
  public Terms(List<Model> models, JobLimits limits) {
    this(models, limits, Multipliers.NONE);
  }

  /** The version of the model that takes new jobs, if any does. */
  public Optional<Model> model(String name) {
    for (Model model : models) {
      if (model.takesJobs() && model.name().equals(name)) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  /** This very version, whatever its status. */
  public Optional<Model> model(String name, String version) {
    return models.stream().filter(model -> model.is(name, version)).findFirst();
  }

  /** The terms with another model, which comes last. */
  Terms plus(Model model) {
    List<Model> more = new ArrayList<>(models);
    more.add(model);
    return with(more);
  }

  /**
   * The terms with a model in another status. One that is approved takes the place of the version
   * that was, which is deprecated.
   */
  Terms with(Model moved, ModelStatus status, @Nullable Instant retiresAt) {
    List<Model> changed = new ArrayList<>();
    for (Model model : models) {
      if (model.equals(moved)) {
        changed.add(model.with(status, retiresAt));
      } else if (status == ModelStatus.APPROVED
          && model.takesJobs()
          && model.name().equals(moved.name())) {
        changed.add(model.with(ModelStatus.DEPRECATED, null));
      } else {
        changed.add(model);
      }
    }
    return with(changed);
  }

  private Terms with(List<Model> others) {
    return new Terms(others, limits, multipliers, runtimes, participation);
  }

  /** Why these terms cannot be published, by path of the offending part; empty when they can. */
  public Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (models.isEmpty()) {
      problems.put("/models", "at least one model is needed");
    } else if (models.size() > MOST_MODELS) {
      problems.put("/models", "must be at most 1000");
      return problems;
    }
    multipliers.problems("/multipliers", problems);
    Multipliers known = problems.isEmpty() ? multipliers : Multipliers.NONE;
    for (int i = 0; i < models.size(); i++) {
      models.get(i).problems("/models/" + i, known, problems);
    }
    repetitions(problems);
    limits.problems("/limits", problems);
    runtimes.problems("/runtimes", problems);
    participation.problems("/participation", problems);
    return problems;
  }

  private void repetitions(Map<String, String> problems) {
    record Version(String name, String version) {}
    Set<Version> versions = new HashSet<>();
    Set<String> approved = new HashSet<>();
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      if (!versions.add(new Version(model.name(), model.version()))) {
        problems.put("/models/" + i + "/version", "the name has this version twice");
      } else if (model.takesJobs() && !approved.add(model.name())) {
        problems.put("/models/" + i + "/status", "another version of the name is approved");
      }
    }
  }

  /**
   * Why these terms cannot follow others, by path of the offending part: a model's status never
   * moves back, and one that is retired stays in the catalogue, so that it cannot come back anew.
   *
   * @param restored whether they were in force before: then only what is retired counts
   */
  Map<String, String> setbacks(Terms before, boolean restored) {
    Map<String, String> problems = new LinkedHashMap<>();
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      Optional<ModelStatus> was = before.model(model.name(), model.version()).map(Model::status);
      if (was.filter(status -> isSetback(model.status(), status, restored)).isPresent()) {
        problems.put("/models/" + i + "/status", "is " + was.get().code() + " already");
      }
    }
    for (Model model : before.models()) {
      if (model.status() == ModelStatus.RETIRED && isUnknown(model)) {
        problems.put(
            "/models", "must keep " + model.name() + " " + model.version() + ", which is retired");
      }
    }
    return problems;
  }

  private static boolean isSetback(ModelStatus status, ModelStatus was, boolean restored) {
    return status.precedes(was) && (!restored || was == ModelStatus.RETIRED);
  }

  private boolean isUnknown(Model other) {
    return model(other.name(), other.version()).isEmpty();
  }
}
