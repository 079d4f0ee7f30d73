package com.resultity.app.access;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** The library's reasons in words that repeat nothing of the token. */
final class Refusal {
  private static final Map<Integer, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(ErrorCodes.SIGNATURE_INVALID, "the token's signature is wrong");
    WORDS.put(ErrorCodes.EXPIRED, "the token has expired");
    WORDS.put(ErrorCodes.NOT_YET_VALID, "the token is not valid yet");
    WORDS.put(ErrorCodes.ISSUER_INVALID, "the token's issuer is not the expected one");
    WORDS.put(ErrorCodes.ISSUER_MISSING, "the token's issuer is not the expected one");
    WORDS.put(ErrorCodes.AUDIENCE_INVALID, "the token is not meant for this service");
    WORDS.put(ErrorCodes.AUDIENCE_MISSING, "the token is not meant for this service");
  }

  private Refusal() {}

  static String words(InvalidJwtException e) {
    return WORDS.entrySet().stream()
        .filter(entry -> e.hasErrorCode(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("the token's claims are incomplete or malformed");
  }
}
