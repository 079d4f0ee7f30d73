package com.resultity.http;

/**
 * What is wrong with one part of a request.
 *
 * @param part the JSON Pointer (RFC 6901), or the name of the header or parameter
 */
public record Flaw(Where where, String part, String detail) {

  /** Which kind of part. */
  public enum Where {
    BODY("pointer"),
    PARAMETER("parameter"),
    HEADER("header");

    private final String field;

    Where(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }
}
