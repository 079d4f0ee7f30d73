package com.resultity.app.settings;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Core a command asks, and as whom. */
public final class ClientSettings {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {"Where a running Core serves HTTP.", "Default: ${DEFAULT-VALUE}"})
  private String url = "http://127.0.0.1:8080";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "The bearer token. RESULTITY_TOKEN is safer: it is not seen by others here.")
  private @Nullable Secret token;

  public String url() {
    return url;
  }

  public String token() {
    if (token == null) {
      throw new WrongSetting(
          "no token: set RESULTITY_TOKEN or give --token; for 'serve --dev' one is printed by"
              + " 'resultity token --role auditor'");
    }
    return token.value();
  }
}
