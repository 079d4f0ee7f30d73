package com.resultity.app.access;

import com.resultity.app.settings.IdentitySettings;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.accounts.WalletSettings;
import java.nio.file.Path;

/** Whom a Core believes: callers by their tokens, keys by its secret, wallets for its sites. */
public record Trust(Tokens tokens, DeploymentSecret secret, WalletSettings wallets) {

  /** With the secret of a data directory, and the sites that are set by default. */
  public static Trust of(Tokens tokens, Path directory) {
    return new Trust(tokens, DeploymentSecret.in(directory), new IdentitySettings().wallets());
  }
}
