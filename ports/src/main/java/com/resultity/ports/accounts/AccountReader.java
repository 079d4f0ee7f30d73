package com.resultity.ports.accounts;

import com.resultity.domain.accounts.WalletAddress;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** Answers about accounts. */
public interface AccountReader {
  Future<Optional<AccountView>> find(UUID accountId);

  /** The account that has the email, which is trimmed and in lower case. */
  Future<Optional<UUID>> findByEmail(String email);

  /** The account that the wallet is linked to. */
  Future<Optional<UUID>> findByWallet(WalletAddress wallet);
}
