package com.resultity.domain.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Optional;

/** What notes are signed with: an Ed25519 key and the key that its signatures are checked with. */
public final class SigningKey {
  private final VerifierKey verifier;
  private final PrivateKey privateKey;

  private SigningKey(VerifierKey verifier, PrivateKey privateKey) {
    this.verifier = verifier;
    this.privateKey = privateKey;
  }

  /** The pair; empty when the keys do not belong together. */
  public static Optional<SigningKey> of(VerifierKey verifier, PrivateKey privateKey) {
    try {
      byte[] signature = sign(verifier.name(), privateKey);
      return verifier.verifies(verifier.name(), signature)
          ? Optional.of(new SigningKey(verifier, privateKey))
          : Optional.empty();
    } catch (GeneralSecurityException notEd25519) {
      return Optional.empty();
    }
  }

  public VerifierKey verifier() {
    return verifier;
  }

  /** The signature on a note's text. */
  public NoteSignature sign(String text) {
    try {
      return NoteSignature.of(verifier.name(), verifier.id(), sign(text, privateKey));
    } catch (GeneralSecurityException lost) {
      throw new IllegalStateException("the key that signed before no longer does", lost);
    }
  }

  private static byte[] sign(String text, PrivateKey key) throws GeneralSecurityException {
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(key);
    ed25519.update(text.getBytes(StandardCharsets.UTF_8));
    return ed25519.sign();
  }
}
