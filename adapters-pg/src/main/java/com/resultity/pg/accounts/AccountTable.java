package com.resultity.pg.accounts;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Contact;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Identities;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, in the registry, and their contacts. Reading an account for a block is the registry's
 * share: see {@code RegistryTable}.
 */
public final class AccountTable implements SlotTable {
  private static final String FIND_EMAILS =
      """
      SELECT c.email, c.account_id
      FROM unnest($1::text[]) AS u(email)
      CROSS JOIN LATERAL (
        SELECT email, account_id FROM accounts.contact WHERE email = u.email LIMIT 1) AS c
      """;

  private static final String INSERT =
      """
      INSERT INTO accounts.account (id, status, roles, email_commitment, referrer_id, opened_at)
      SELECT u.id, u.status, string_to_array(u.roles, ','), u.email_commitment, u.referrer_id,
        u.opened_at
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::timestamptz[])
        AS u(id, status, roles, email_commitment, referrer_id, opened_at)
      """;

  private static final String SAVE =
      """
      UPDATE accounts.account
      SET status = $2::text, roles = string_to_array($3::text, ','), email_commitment = $4::bytea
      WHERE id = $1::uuid
      """;

  private static final String NOTE_STANDING =
      """
      INSERT INTO accounts.standing_change (account_id, changed_at)
      VALUES ($1::uuid, clock_timestamp())
      ON CONFLICT (account_id) DO UPDATE SET changed_at = excluded.changed_at
      """;

  private static final String DELETE_CONTACT =
      "DELETE FROM accounts.contact WHERE account_id = $1::uuid";

  private static final String INSERT_CONTACTS =
      """
      INSERT INTO accounts.contact (account_id, email, salt)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[])
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.emails().isEmpty()) {
      query.send(
          FIND_EMAILS,
          Tuple.tuple().addArrayOfString(touched.emails().toArray(String[]::new)),
          row -> state.identities().loadEmail(row.getString("email"), row.getUUID("account_id")));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    writeAccounts(query, state.identities());
    writeContacts(query, state.identities());
    for (UUID account : state.identities().standings()) {
      query.send(NOTE_STANDING, Tuple.of(account));
    }
  }

  private static void writeAccounts(SlotQuery query, Identities identities) {
    if (!identities.accounts().created().isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(Tuple.tuple(), identities.accounts().created())
              .id(Account::id)
              .text(account -> account.status().code())
              .text(AccountTable::roles)
              .bytes(AccountTable::commitment)
              .id(Account::referrerId)
              .time(Account::openedAt)
              .tuple());
    }
    for (Account account : identities.accounts().changed()) {
      byte[] commitment = commitment(account);
      query.send(
          SAVE,
          Tuple.of(
              account.id(),
              account.status().code(),
              roles(account),
              commitment == null ? null : Buffer.buffer(commitment)));
    }
  }

  // An email that one account gave up in this block may be another's at its end.
  private static void writeContacts(SlotQuery query, Identities identities) {
    for (UUID account : identities.staleContacts()) {
      query.send(DELETE_CONTACT, Tuple.of(account));
    }
    if (!identities.contacts().isEmpty()) {
      query.send(
          INSERT_CONTACTS,
          new Columns<Map.Entry<UUID, Contact>>(Tuple.tuple(), identities.contacts().entrySet())
              .id(Map.Entry::getKey)
              .text(entry -> entry.getValue().email())
              .bytes(entry -> HexFormat.of().parseHex(entry.getValue().salt()))
              .tuple());
    }
  }

  /** Reads an account from a row of the account table. */
  public static Account account(Row row) {
    byte[] commitment = Columns.bytes(row, "email_commitment");
    return new Account(
        row.getUUID("id"),
        AccountStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        Arrays.stream(row.getArrayOfStrings("roles"))
            .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        commitment == null ? null : Digest.of(commitment),
        row.getUUID("referrer_id"),
        Columns.instant(row, "opened_at"));
  }

  private static String roles(Account account) {
    return account.roles().stream().map(Role::code).sorted().collect(Collectors.joining(","));
  }

  private static byte @Nullable [] commitment(Account account) {
    Digest commitment = account.emailCommitment();
    return commitment == null ? null : commitment.bytes();
  }
}
