package com.resultity.ports.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers about whom an account brought. */
public interface ReferralReader {
  /**
   * The accounts that it brought itself, newest first.
   *
   * @param before the id of the last one already seen, or null to begin
   * @param limit the most to answer
   */
  Future<List<Account>> list(UUID referrerId, @Nullable UUID before, int limit);

  /** How many it brought itself, by what they are now. */
  Future<Map<AccountStatus, Long>> count(UUID referrerId);
}
