package com.resultity.ports.network;

/** Tells JSON documents apart. */
@FunctionalInterface
public interface JsonDiff {

  /** The JSON Patch (RFC 6902) that makes the second document of the first, both UTF-8. */
  String patch(byte[] from, byte[] to);
}
