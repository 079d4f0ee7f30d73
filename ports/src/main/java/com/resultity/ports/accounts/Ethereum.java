package com.resultity.ports.accounts;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.accounts.WalletAddress;
import io.vertx.core.Future;
import java.util.Optional;

/** What of Ethereum needs its own cryptography. */
public interface Ethereum {
  /** The address with the checksum of EIP-55. */
  String checksummed(WalletAddress address);

  /** Who signed the text as a message of EIP-191 (version 0x45); empty when nobody can have. */
  Future<Optional<WalletAddress>> signer(String text, EvmSignature signature);

  /** Keccak-256, as Ethereum has it. */
  byte[] keccak(byte[] bytes);

  /** Who signed a digest of 32 bytes; empty when nobody can have. */
  Future<Optional<Signer>> signer(byte[] digest, EvmSignature signature);

  /**
   * Who signed.
   *
   * @param publicKey 64 bytes in hex
   */
  record Signer(WalletAddress address, String publicKey) {}
}
