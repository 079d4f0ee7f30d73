package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.Contact;
import com.resultity.grpc.calls.Input;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Reads emails, each with a salt of its own.
 *
 * @param secrets makes salts; must be unpredictable
 */
record Contacts(RandomGenerator secrets) {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
  private static final int MAX_EMAIL = 254;
  private static final int SALT_BYTES = 16;

  Contact read(Input in, String text) {
    byte[] salt = new byte[SALT_BYTES];
    secrets.nextBytes(salt);
    return new Contact(email(in, text), HexFormat.of().formatHex(salt));
  }

  /** The email as it is kept. */
  static String email(Input in, String text) {
    String email = text.strip().toLowerCase(Locale.ROOT);
    if (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches()) {
      in.reject("email", "must be an email address of at most 254 characters");
    }
    return email;
  }
}
