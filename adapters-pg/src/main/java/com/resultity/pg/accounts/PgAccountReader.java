package com.resultity.pg.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.journal.Ids;
import com.resultity.pg.Faults;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.AccountView;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
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

  private static final String LIST_NAMESPACES =
      """
      SELECT id AS namespace_id, account_id, name, network, status AS namespace_status, opened_at
      FROM accounts.namespace
      WHERE slot = $1::int AND account_id = $2::uuid
      ORDER BY opened_at, id
      """;

  private final SqlClient client;

  public PgAccountReader(SqlClient client) {
    this.client = client;
  }

  @Override
  public Future<Optional<AccountView>> find(UUID accountId) {
    Future<RowSet<Row>> account = client.preparedQuery(FIND).execute(Tuple.of(accountId));
    Future<RowSet<Row>> namespaces =
        client.preparedQuery(LIST_NAMESPACES).execute(Tuple.of(Ids.homeSlot(accountId), accountId));
    return Faults.unavailable(
        Future.all(account, namespaces)
            .map(_ -> {
              List<Namespace> owned = new ArrayList<>();
              namespaces.result().forEach(row -> owned.add(NamespaceTable.namespace(row)));
              return account.result().stream().findFirst().map(row -> view(row, owned));
            }));
  }

  private static AccountView view(Row row, List<Namespace> namespaces) {
    Account account = AccountTable.account(row);
    return new AccountView(account, row.getString("email"), namespaces);
  }
}
