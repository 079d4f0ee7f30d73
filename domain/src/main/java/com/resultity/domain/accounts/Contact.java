package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Personal data of an account. It is kept beside the log, never in it, so that erasing it breaks no
 * proof.
 *
 * @param email as given, trimmed and in lower case
 * @param salt 16 random bytes in hex, erased with the email
 */
public record Contact(String email, String salt) {

  /** What records carry instead of the email. */
  public Digest commitment() {
    return Digest.of(
        Sha256.of(HexFormat.of().parseHex(salt), email.getBytes(StandardCharsets.UTF_8)));
  }
}
