package com.resultity.app.settings;

import picocli.CommandLine.Option;

/** What a token must say about where it comes from and whom it is for. */
public final class TokenSettings {
  @Option(
      names = "--issuer",
      paramLabel = "NAME",
      description = "The claim iss of every token. Default: ${DEFAULT-VALUE}")
  private String issuer = "resultity-dev";

  @Option(
      names = "--audience",
      paramLabel = "NAME",
      description = "The claim aud of every token. Default: ${DEFAULT-VALUE}")
  private String audience = "resultity-core";

  public String issuer() {
    return issuer;
  }

  public String audience() {
    return audience;
  }
}
