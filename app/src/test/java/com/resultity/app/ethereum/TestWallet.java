package com.resultity.app.ethereum;

import com.resultity.domain.accounts.EvmSignature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** A wallet that signs as people's do. */
public final class TestWallet {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

  private final BigInteger key;
  private final String address;

  public TestWallet(int key) {
    this(BigInteger.valueOf(key));
  }

  public TestWallet(BigInteger key) {
    this.key = key;
    byte[] point = CURVE.getG().multiply(this.key).normalize().getEncoded(false);
    byte[] hash = Wallets.hash(Arrays.copyOfRange(point, 1, point.length));
    this.address = "0x" + HexFormat.of().formatHex(hash, hash.length - 20, hash.length);
  }

  /** In lower case. */
  public String address() {
    return address;
  }

  /** The signature of a text by EIP-191, in hex with {@code 0x}. */
  public String sign(String text) {
    return sign(Wallets.personal(text));
  }

  /** The signature of a digest, in hex with {@code 0x}. */
  public String sign(byte[] digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(
        true,
        new ECPrivateKeyParameters(
            key, new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN())));
    BigInteger[] signed = signer.generateSignature(digest);
    BigInteger s = signed[1].min(CURVE.getN().subtract(signed[1]));
    boolean even =
        Wallets.recover(digest, new EvmSignature(signed[0], s, 0))
            .filter(found -> found.address().text().equals(address))
            .isPresent();
    return "0x" + word(signed[0]) + word(s) + (even ? "1b" : "1c");
  }

  private static String word(BigInteger number) {
    return "%064x".formatted(number);
  }
}
