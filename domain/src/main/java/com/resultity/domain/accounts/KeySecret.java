package com.resultity.domain.accounts;

import com.resultity.domain.journal.Digest;

/**
 * What the holder of an API key shows, told once; and what is kept of it.
 *
 * @param text never recorded and never logged
 * @param hash HMAC-SHA-256 of the text under a key that is not in the database
 */
public record KeySecret(String text, Digest hash) {
  @Override
  public String toString() {
    return "KeySecret[hidden]";
  }
}
