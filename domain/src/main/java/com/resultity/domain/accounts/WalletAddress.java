package com.resultity.domain.accounts;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of an externally owned EVM account.
 *
 * @param text {@code 0x} and 40 hex digits; kept in lower case, shown with the checksum of EIP-55
 */
public record WalletAddress(String text) {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");

  public WalletAddress {
    text = text.toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("not an EVM address");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
