package com.resultity.ports.access;

/** Tells who a bearer token stands for. */
public interface Tokens {
  Principal verify(String token) throws InvalidToken;
}
