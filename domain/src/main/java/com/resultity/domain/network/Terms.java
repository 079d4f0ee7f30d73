package com.resultity.domain.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a configuration says: the models on offer, what multiplies prices, the limits of jobs. */
public record Terms(List<Model> models, JobLimits limits, Multipliers multipliers) {
  public Terms {
    models = List.copyOf(models);
  }

  /** Terms under which every job costs the same, however it is asked for. */
  public Terms(List<Model> models, JobLimits limits) {
    this(models, limits, Multipliers.NONE);
  }

  public Optional<Model> model(String name) {
    for (Model model : models) {
      if (model.name().equals(name)) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  /** Why these terms cannot be published, by path of the offending part; empty when they can. */
  public Map<String, String> problems() {
    Map<String, String> problems = new LinkedHashMap<>();
    if (models.isEmpty()) {
      problems.put("/models", "at least one model is needed");
    }
    multipliers.problems("/multipliers", problems);
    Multipliers known = problems.isEmpty() ? multipliers : Multipliers.NONE;
    for (int i = 0; i < models.size(); i++) {
      models.get(i).problems("/models/" + i, known, problems);
      for (int j = 0; j < i; j++) {
        if (models.get(j).name().equals(models.get(i).name())) {
          problems.put("/models/" + i + "/name", "the name is used twice");
        }
      }
    }
    limits.problems("/limits", problems);
    return problems;
  }
}
