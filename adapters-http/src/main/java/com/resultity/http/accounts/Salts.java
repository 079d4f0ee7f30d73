package com.resultity.http.accounts;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes the secret salts of contacts. */
@FunctionalInterface
public interface Salts {
  /** 16 random bytes in hex. */
  String next();

  /** Salts from a generator whose output nobody can guess. */
  static Salts from(RandomGenerator secure) {
    return () -> {
      byte[] bytes = new byte[16];
      secure.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}
