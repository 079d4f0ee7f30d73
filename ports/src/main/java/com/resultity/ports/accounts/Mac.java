package com.resultity.ports.accounts;

import com.resultity.domain.journal.Digest;

/** HMAC-SHA-256 under a key that the database does not have. Safe from any thread. */
@FunctionalInterface
public interface Mac {
  Digest of(String text);
}
