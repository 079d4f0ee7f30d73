package com.resultity.pg.accounts;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Ids;
import com.resultity.pg.Faults;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.AccountView;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Accounts by id, with their contacts and namespaces. */
public final class PgAccountReader implements AccountReader {
  private static final String FIND =
      """
      SELECT a.id, a.status, a.roles, a.email_commitment, a.referrer_id, a.opened_at, c.email
      FROM accounts.account AS a
      LEFT JOIN accounts.contact AS c ON c.account_id = a.id
      WHERE a.id = $1::uuid
      """;

  static final String FIND_BY_EMAIL =
      "SELECT account_id FROM accounts.contact WHERE email = $1::text";

  static final String FIND_BY_WALLET =
      """
      SELECT account_id FROM accounts.wallet_link
      WHERE address = $1::bytea AND unlinked_at IS NULL
      """;

  private final SqlClient client;

  public PgAccountReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Optional<AccountView>> find(UUID accountId) {
    Future<RowSet<Row>> account = client.preparedQuery(FIND).execute(Tuple.of(accountId));
    Future<RowSet<Row>> namespaces =
        client
            .preparedQuery(NamespaceTable.LIST)
            .execute(Tuple.of(Ids.homeSlot(accountId), accountId));
    Future<RowSet<Row>> wallets =
        client.preparedQuery(WalletTable.LIST).execute(Tuple.of(accountId));
    return Faults.unavailable(
        Future.all(account, namespaces, wallets)
            .map(_ ->
                account.result().stream()
                    .findFirst()
                    .map(row ->
                        new AccountView(
                            AccountTable.account(row),
                            row.getString("email"),
                            namespaces.result().stream().map(NamespaceTable::namespace).toList(),
                            wallets.result().stream().map(WalletTable::link).toList()))));
  }

  @Override
  public Future<Optional<UUID>> findByEmail(String email) {
    return owner(FIND_BY_EMAIL, Tuple.of(email));
  }

  @Override
  public Future<Optional<UUID>> findByWallet(WalletAddress wallet) {
    return owner(FIND_BY_WALLET, Tuple.of(WalletTable.buffer(wallet)));
  }

  private Future<Optional<UUID>> owner(String sql, Tuple known) {
    return Faults.unavailable(
        client
            .preparedQuery(sql)
            .execute(known)
            .map(rows -> rows.stream().map(row -> row.getUUID("account_id")).findFirst()));
  }
}
