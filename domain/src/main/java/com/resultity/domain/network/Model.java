package com.resultity.domain.network;

import java.util.Map;

/**
 * A model on offer.
 *
 * @param maxTokens the most tokens, read and written together, that one job may use
 */
public record Model(String name, String version, Tariff tariff, long maxTokens) {

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
