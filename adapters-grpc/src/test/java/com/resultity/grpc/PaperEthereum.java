package com.resultity.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Sha256;
import com.resultity.ports.accounts.Ethereum;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** An Ethereum without keys: a signature holds who signed, and a digest of what was signed. */
final class PaperEthereum implements Ethereum {
  private static final int DIGITS = 40;

  /** What the wallet signs the text with. */
  static String sign(String address, String text) {
    return "0x%064x%064x1b"
        .formatted(new BigInteger(address.substring(2), 16), new BigInteger(digest(text), 16));
  }

  /** The checksum is plain to see: digits are in upper case. */
  static String shown(String address) {
    return "0x" + address.substring(2).toUpperCase(Locale.ROOT);
  }

  private static String digest(String text) {
    try {
      byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      // Short enough for the lower half of the group, and never 0.
      return "1" + HexFormat.of().formatHex(bytes, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public String checksummed(WalletAddress address) {
    return shown(address.text());
  }

  @Override
  public Future<Optional<WalletAddress>> signer(String text, EvmSignature signature) {
    boolean of = signature.s().equals(new BigInteger(digest(text), 16));
    return Future.succeededFuture(
        of ? Optional.of(new WalletAddress(address(signature.r()))) : Optional.empty());
  }

  /** What the wallet, or the node, signs the digest with. */
  static String sign(String address, byte[] digest) {
    return sign(address, HexFormat.of().formatHex(digest));
  }

  @Override
  public Future<Optional<Signer>> signer(byte[] digest, EvmSignature signature) {
    return signer(HexFormat.of().formatHex(digest), signature)
        .map(found -> found.map(wallet -> new Signer(wallet, "0".repeat(128))));
  }

  /** Another hash, of as many bytes. */
  @Override
  public byte[] keccak(byte[] bytes) {
    return Sha256.of(bytes);
  }

  private static String address(BigInteger r) {
    String hex = "%040x".formatted(r);
    return "0x" + hex.substring(hex.length() - DIGITS);
  }
}
