package com.resultity.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** An answer, as a client has it. The body is a missing node unless it is JSON. */
record Asked(int status, HttpHeaders headers, String text, JsonNode json) {

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String get(String pointer) {
    return json.at(pointer).asText();
  }

  String code() {
    return get("/code");
  }
}
