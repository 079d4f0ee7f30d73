package com.resultity.ports.journal;

import com.resultity.domain.journal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An idempotency key as it is kept: 128 bits of SHA-256 each, narrow enough for an index that every
 * command probes.
 *
 * @param key of the principal and the key
 * @param request of what was asked
 */
public record Idempotency(UUID key, UUID request) {

  static Idempotency of(String principal, String key, String intent) {
    return new Idempotency(hash(principal.length() + ":" + principal + key), hash(intent));
  }

  private static UUID hash(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
