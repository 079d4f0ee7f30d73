package com.resultity.ports.accounts;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Sha256;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/** Signatures that anyone can make: r is the address, s goes with the text. */
public final class PretendEthereum implements Ethereum {
  private static final String PAD = "0".repeat(88);

  /** What the wallet would answer when it is asked to sign the text. */
  public static String sign(WalletAddress wallet, String text) {
    return "0x%064x%064x1b".formatted(number(wallet), trace(text));
  }

  @Override
  public String checksummed(WalletAddress address) {
    return address.text();
  }

  /** What the wallet would answer when it is asked to sign the digest. */
  public static String sign(WalletAddress wallet, byte[] digest) {
    return sign(wallet, HexFormat.of().formatHex(digest));
  }

  @Override
  public Future<Optional<WalletAddress>> signer(String text, EvmSignature signature) {
    boolean signed = signature.s().equals(trace(text)) && signature.r().bitLength() <= 160;
    return Future.succeededFuture(
        signed
            ? Optional.of(new WalletAddress("0x%040x".formatted(signature.r())))
            : Optional.empty());
  }

  @Override
  public Future<Optional<Signer>> signer(byte[] digest, EvmSignature signature) {
    return signer(HexFormat.of().formatHex(digest), signature)
        .map(found -> found.map(wallet -> new Signer(wallet, wallet.text().substring(2) + PAD)));
  }

  /** Another hash, of as many bytes. */
  @Override
  public byte[] keccak(byte[] bytes) {
    return Sha256.of(bytes);
  }

  private static BigInteger number(WalletAddress wallet) {
    return new BigInteger(wallet.text().substring(2), 16);
  }

  private static BigInteger trace(String text) {
    return BigInteger.valueOf(1L + (text.hashCode() & 0x7fffffffL));
  }
}
