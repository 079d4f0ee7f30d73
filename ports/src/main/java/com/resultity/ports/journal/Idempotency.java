package com.resultity.ports.journal;

import com.resultity.domain.journal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key as it is kept: 128 bits of SHA-256 each, narrow enough for an index that every
 * command probes.
 *
 * @param key of the principal and the key
 * @param request of what was asked
 * @param batch of the principal and the key of the batch that this is a part of; null when it is
 *     none
 */
public record Idempotency(UUID key, UUID request, @Nullable UUID batch) {

  public Idempotency(UUID key, UUID request) {
    this(key, request, null);
  }

  static Idempotency of(String principal, String key, String intent) {
    return new Idempotency(keyOf(principal, key), hash(intent));
  }

  // A caller's key has no space, so no part's key is one.
  static Idempotency of(String principal, String key, Caller.Part part) {
    return new Idempotency(
        keyOf(principal, key + " " + part.index()), hash(part.request()), keyOf(principal, key));
  }

  /** A principal's key as it is kept. */
  public static UUID keyOf(String principal, String key) {
    return hash(principal.length() + ":" + principal + key);
  }

  private static UUID hash(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
