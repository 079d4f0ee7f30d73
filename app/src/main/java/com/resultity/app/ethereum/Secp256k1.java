package com.resultity.app.ethereum;

import com.resultity.domain.accounts.EvmSignature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** Recovery of the key that signed (SEC 1, section 4.1.6). */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final int WORD = 32;

  private Secp256k1() {}

  /**
   * The public key that signed the digest, 64 bytes; empty when there is none.
   *
   * <p>r is taken as the x coordinate itself: that it was reduced by the group's order happens with
   * a chance of 2^-128, and no wallet's v says so.
   */
  static Optional<byte[]> recover(byte[] digest, EvmSignature signature) {
    Optional<ECPoint> point = point(signature);
    if (point.isEmpty()) {
      return Optional.empty();
    }
    BigInteger order = CURVE.getN();
    BigInteger inverse = signature.r().modInverse(order);
    BigInteger u1 = new BigInteger(1, digest).negate().multiply(inverse).mod(order);
    BigInteger u2 = signature.s().multiply(inverse).mod(order);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point.get(), u2).normalize();
    return key.isInfinity()
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(key.getEncoded(false), 1, 1 + 2 * WORD));
  }

  private static Optional<ECPoint> point(EvmSignature signature) {
    byte[] compressed = new byte[1 + WORD];
    compressed[0] = (byte) (2 + signature.recovery());
    byte[] x = signature.r().toByteArray();
    int length = Math.min(x.length, WORD);
    System.arraycopy(x, x.length - length, compressed, compressed.length - length, length);
    try {
      return Optional.of(CURVE.getCurve().decodePoint(compressed));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }
}
