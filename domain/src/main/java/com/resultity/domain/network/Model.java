package com.resultity.domain.network;

import com.resultity.domain.journal.Digest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model, known by its name and version together.
 *
 * @param maxTokens the most tokens, read and written together, that one job may use
 * @param contentHash SHA-256 of the manifest of its weights; null when it is not said
 * @param retiresAt when a deprecated one is to be retired; null when it is not said
 */
public record Model(
    String name,
    String version,
    Tariff tariff,
    long maxTokens,
    ModelStatus status,
    @Nullable Digest contentHash,
    Compatibility compatibility,
    @Nullable Instant retiresAt) {

  /** An approved model that any node may serve. */
  public Model(String name, String version, Tariff tariff, long maxTokens) {
    this(name, version, tariff, maxTokens, ModelStatus.APPROVED, null, Compatibility.ANY, null);
  }

  /** The same in another status. */
  public Model with(ModelStatus other, @Nullable Instant until) {
    return new Model(name, version, tariff, maxTokens, other, contentHash, compatibility, until);
  }

  /** Whether new jobs may ask for it. */
  public boolean takesJobs() {
    return status == ModelStatus.APPROVED;
  }

  boolean is(String otherName, String otherVersion) {
    return name.equals(otherName) && version.equals(otherVersion);
  }

  void problems(String path, Multipliers multipliers, Map<String, String> problems) {
    int before = problems.size();
    if (name.isBlank()) {
      problems.put(path + "/name", "must not be blank");
    }
    if (version.isBlank()) {
      problems.put(path + "/version", "must not be blank");
    }
    notNegative(tariff.requestPrice(), path + "/requestPrice", problems);
    notNegative(tariff.inputPrice(), path + "/inputPrice", problems);
    notNegative(tariff.outputPrice(), path + "/outputPrice", problems);
    compatibility.problems(path + "/compatibility", problems);
    if (retiresAt != null && status != ModelStatus.DEPRECATED) {
      problems.put(path + "/retiresAt", "is for deprecated models");
    }
    if (maxTokens <= 0) {
      problems.put(path + "/maxTokens", "must be positive");
    } else if (problems.size() == before) {
      checkPrice(path, multipliers, problems);
    }
  }

  private void checkPrice(String path, Multipliers multipliers, Map<String, String> problems) {
    try {
      if (multipliers.dearest(tariff).priceAtMost(maxTokens) == 0) {
        problems.put(path, "must cost something");
      }
    } catch (ArithmeticException tooLarge) {
      problems.put(path, "costs more than fits 63 bits at maxTokens");
    }
  }

  private static void notNegative(long value, String path, Map<String, String> problems) {
    if (value < 0) {
      problems.put(path, "must not be negative");
    }
  }
}
