package com.resultity.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.journal.Digest;
import com.resultity.ports.accounts.Mac;
import java.security.GeneralSecurityException;
import java.security.Key;

/** The JDK's HMAC-SHA-256, set up once. */
final class Hmac implements Mac {
  static final String ALGORITHM = "HmacSHA256";

  private final javax.crypto.Mac keyed;

  Hmac(Key key) throws GeneralSecurityException {
    keyed = javax.crypto.Mac.getInstance(ALGORITHM);
    keyed.init(key);
  }

  @Override
  public Digest of(String text) {
    try {
      return Digest.of(((javax.crypto.Mac) keyed.clone()).doFinal(text.getBytes(UTF_8)));
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's HMAC can be cloned", impossible);
    }
  }
}
