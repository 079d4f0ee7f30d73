package com.resultity.pg.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.pg.Faults;
import com.resultity.ports.accounts.ReferralReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom accounts brought. */
public final class PgReferralReader implements ReferralReader {
  static final String LIST =
      """
      SELECT id, status, roles, email_commitment, referrer_id, opened_at
      FROM accounts.account
      WHERE referrer_id = $1::uuid AND id < $2::uuid
      ORDER BY id DESC
      LIMIT $3::int
      """;

  static final String COUNT =
      """
      SELECT status, count(*) AS accounts FROM accounts.account
      WHERE referrer_id = $1::uuid
      GROUP BY status
      """;

  private static final UUID LAST = new UUID(-1, -1);

  private final SqlClient client;

  /**
   * @param client one for lists and sums
   */
  public PgReferralReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<List<Account>> list(UUID referrerId, @Nullable UUID before, int limit) {
    return Faults.unavailable(
        client
            .preparedQuery(LIST)
            .execute(Tuple.of(referrerId, before == null ? LAST : before, limit))
            .map(rows -> rows.stream().map(AccountTable::account).toList()));
  }

  @Override
  public Future<Map<AccountStatus, Long>> count(UUID referrerId) {
    return Faults.unavailable(
        client
            .preparedQuery(COUNT)
            .execute(Tuple.of(referrerId))
            .map(rows -> {
              Map<AccountStatus, Long> counts = new EnumMap<>(AccountStatus.class);
              rows.forEach(row ->
                  counts.put(
                      AccountStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                      row.getLong("accounts")));
              return counts;
            }));
  }
}
