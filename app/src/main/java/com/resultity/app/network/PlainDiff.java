package com.resultity.app.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;

/** Patches that only add, remove and replace: what a person can read. */
public final class PlainDiff implements com.resultity.ports.network.JsonDiff {
  private static final EnumSet<DiffFlags> PLAIN =
      EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public String patch(byte[] from, byte[] to) {
    try {
      return JsonDiff.asJson(json.readTree(from), json.readTree(to), PLAIN).toString();
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
