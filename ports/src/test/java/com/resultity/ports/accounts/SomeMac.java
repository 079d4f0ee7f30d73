package com.resultity.ports.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;

/** Keyed hashes for tests. */
public final class SomeMac {
  private SomeMac() {}

  /** Under a key of one byte. */
  public static Mac keyed(int with) {
    return text -> Digest.of(Sha256.of(new byte[] {(byte) with}, text.getBytes(UTF_8)));
  }
}
