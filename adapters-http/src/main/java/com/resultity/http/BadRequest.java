package com.resultity.http;

import java.util.List;

/** The request does not keep to the contract. Never leaves this room. */
public final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Flaw> flaws;

  BadRequest(List<Flaw> flaws) {
    super("the request is not valid", null, false, false);
    this.flaws = List.copyOf(flaws);
  }

  BadRequest(Flaw.Where where, String part, String detail) {
    this(List.of(new Flaw(where, part, detail)));
  }

  List<Flaw> flaws() {
    return flaws;
  }
}
