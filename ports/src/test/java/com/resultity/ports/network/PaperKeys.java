package com.resultity.ports.network;

import com.resultity.domain.log.SigningKey;
import com.resultity.domain.log.VerifierKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Keys that sign and guard nothing. */
public final class PaperKeys {
  private PaperKeys() {}

  public static SigningKey fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      VerifierKey verifier = new VerifierKey("example.com/configuration", pair.getPublic());
      return SigningKey.of(verifier, pair.getPrivate()).orElseThrow();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK makes Ed25519 keys", impossible);
    }
  }
}
