package com.resultity.domain.accounts;

import com.resultity.domain.journal.RefusalCode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A recoverable secp256k1 signature as wallets give it: r, s, v, 65 bytes.
 *
 * @param s in the lower half of the group, as EIP-2 demands, so that nobody can make a second
 *     signature of one that was seen
 * @param recovery which of the keys that fit signed: 0 or 1
 */
public record EvmSignature(BigInteger r, BigInteger s, int recovery) {
  private static final int LENGTH = 65;
  private static final int WORD = 32;
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger HALF = ORDER.shiftRight(1);
  // EIP-6492 ends the signature of a contract wallet that may not be deployed with this.
  private static final byte[] UNDEPLOYED = HexFormat.of().parseHex("6492".repeat(16));

  /**
   * Why the bytes are no signature of a key; empty when they are one.
   *
   * <p>Contract wallets (EIP-1271) sign in forms of their own: several signatures one after the
   * other, ABI-encoded words, or other values of v.
   */
  public static Optional<RefusalCode> whyNot(byte[] bytes) {
    if (bytes.length < LENGTH) {
      return Optional.of(RefusalCode.SIGNATURE_TRUNCATED);
    }
    if (bytes.length > LENGTH) {
      return Optional.of(
          bytes.length % LENGTH == 0 || bytes.length % WORD == 0 || undeployed(bytes)
              ? RefusalCode.CONTRACT_WALLET
              : RefusalCode.SIGNATURE_TOO_LONG);
    }
    int v = bytes[LENGTH - 1] & 0xff;
    if (v == 31 || v == 32) {
      return Optional.of(RefusalCode.CONTRACT_WALLET);
    }
    BigInteger r = number(bytes, 0);
    BigInteger s = number(bytes, WORD);
    if ((v > 1 && v != 27 && v != 28) || !inGroup(r) || !inGroup(s)) {
      return Optional.of(RefusalCode.SIGNATURE_MALFORMED);
    }
    return s.compareTo(HALF) > 0 ? Optional.of(RefusalCode.SIGNATURE_HIGH_S) : Optional.empty();
  }

  /** Reads bytes that {@link #whyNot} finds nothing wrong with. */
  public static EvmSignature of(byte[] bytes) {
    int v = bytes[LENGTH - 1] & 0xff;
    return new EvmSignature(number(bytes, 0), number(bytes, WORD), v >= 27 ? v - 27 : v);
  }

  private static boolean inGroup(BigInteger number) {
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  private static BigInteger number(byte[] bytes, int from) {
    return new BigInteger(1, bytes, from, WORD);
  }

  private static boolean undeployed(byte[] bytes) {
    int from = bytes.length - WORD;
    return Arrays.equals(bytes, from, bytes.length, UNDEPLOYED, 0, WORD);
  }
}
