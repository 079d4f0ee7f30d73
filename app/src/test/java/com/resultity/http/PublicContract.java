package com.resultity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The contract that the HTTP door keeps to, for tests of other rooms. */
public final class PublicContract {
  private static final Contract CONTRACT = Contract.load();

  private PublicContract() {}

  public static JsonNode document() {
    return CONTRACT.document();
  }

  /** What of a value is not as the schema says, which a reference into the document names. */
  public static List<Error> flaws(String reference, JsonNode value) {
    return CONTRACT.schema(reference).validate(value);
  }

  /** The codes of the problems that an operation may answer. */
  public static Set<String> codes(JsonNode operation) {
    JsonNode common = document().path("x-common-error-codes");
    Set<String> codes = new HashSet<>();
    common.path("every").forEach(code -> codes.add(code.asText()));
    common.path(operation.path("x-kind").asText("none")).forEach(c -> codes.add(c.asText()));
    operation.path("x-error-codes").forEach(code -> codes.add(code.asText()));
    return codes;
  }
}
