package com.resultity.domain.network;

import java.util.Locale;

/** The two networks. What belongs to one never touches the other. */
public enum Network {
  TESTNET,
  MAINNET;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }
}
