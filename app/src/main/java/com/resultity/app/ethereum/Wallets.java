package com.resultity.app.ethereum;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.ports.accounts.Ethereum;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Addresses and signed messages. A recovery takes long for an event loop, so workers do it. */
public final class Wallets implements Ethereum {
  private static final int ADDRESS_BYTES = 20;
  private static final int KECCAK_BITS = 256;

  private final Vertx vertx;

  public Wallets(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String checksummed(WalletAddress address) {
    String digits = address.text().substring(2);
    String hash = HexFormat.of().formatHex(hash(digits.getBytes(UTF_8)));
    StringBuilder mixed = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      String digit = digits.substring(i, i + 1);
      mixed.append(hash.charAt(i) >= '8' ? digit.toUpperCase(Locale.ROOT) : digit);
    }
    return mixed.toString();
  }

  @Override
  public Future<Optional<WalletAddress>> signer(String text, EvmSignature signature) {
    return signer(personal(text), signature).map(found -> found.map(Signer::address));
  }

  @Override
  public Future<Optional<Signer>> signer(byte[] digest, EvmSignature signature) {
    return vertx
        .executeBlocking(() -> recover(digest, signature), false)
        .map(Objects::requireNonNull);
  }

  @Override
  public byte[] keccak(byte[] bytes) {
    return hash(bytes);
  }

  /** The digest that is signed of a text, by EIP-191. */
  static byte[] personal(String text) {
    byte[] message = text.getBytes(UTF_8);
    byte[] prefix = ("\u0019Ethereum Signed Message:\n" + message.length).getBytes(UTF_8);
    byte[] all = Arrays.copyOf(prefix, prefix.length + message.length);
    System.arraycopy(message, 0, all, prefix.length, message.length);
    return hash(all);
  }

  static Optional<Signer> recover(byte[] digest, EvmSignature signature) {
    return Secp256k1.recover(digest, signature).map(Wallets::signer);
  }

  private static Signer signer(byte[] key) {
    byte[] hash = hash(key);
    String address = HexFormat.of().formatHex(hash, hash.length - ADDRESS_BYTES, hash.length);
    return new Signer(new WalletAddress("0x" + address), HexFormat.of().formatHex(key));
  }

  static byte[] hash(byte[] bytes) {
    KeccakDigest digest = new KeccakDigest(KECCAK_BITS);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }
}
