package com.resultity.domain.nodes;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something in which a node differs from what its network asks.
 *
 * @param model the model that it is about, its name and version; null when it is about none
 * @param detail what is asked, or what is the case
 */
public record Drift(Kind kind, @Nullable String model, String detail) {

  /** In what it differs. */
  public enum Kind {
    MODEL_NOT_APPROVED,
    HASH_MISMATCH,
    RUNTIME_UNSUITABLE,
    VRAM_TOO_SMALL,
    RUNTIME_OUTDATED,
    TRUST_TOO_LOW,
    STATUS;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }
  }
}
