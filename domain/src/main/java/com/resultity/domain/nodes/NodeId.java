package com.resultity.domain.nodes;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A node's EVM address.
 *
 * @param address {@code 0x} and 40 hex digits; kept in lower case
 */
public record NodeId(String address) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  public NodeId {
    address = address.toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException("not an EVM address");
    }
  }
}
