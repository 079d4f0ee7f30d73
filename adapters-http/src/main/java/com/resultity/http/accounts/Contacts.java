package com.resultity.http.accounts;

import com.resultity.domain.accounts.Contact;
import com.resultity.http.Body;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads emails, which are kept in lower case, each with a salt of its own. */
record Contacts(Salts salts) {

  @Nullable Contact read(Body body) {
    return body.orNull("email", name -> new Contact(email(body), salts.next()));
  }

  static String email(Body body) {
    return body.text("email").toLowerCase(Locale.ROOT);
  }
}
