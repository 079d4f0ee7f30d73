package com.resultity.domain.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of byte strings, one after another. */
public final class Sha256 {
  private Sha256() {}

  public static byte[] of(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every JDK has SHA-256", absent);
    }
  }
}
