package com.resultity.pg.accounts;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** The links of wallets to accounts, in the registry. */
public final class WalletTable implements SlotTable {
  private static final String COLUMNS =
      "nonce, account_id, address, chain_id, linked_at, unlinked_at";

  // The link that a nonce made, and the link that a wallet has.
  private static final String FIND =
      """
      SELECT w.*
      FROM unnest($1::text[]) AS u(nonce)
      CROSS JOIN LATERAL (
        SELECT %1$s FROM accounts.wallet_link WHERE nonce = u.nonce LIMIT 1) AS w
      UNION ALL
      SELECT w.*
      FROM unnest($2::bytea[]) AS u(address)
      CROSS JOIN LATERAL (
        SELECT %1$s FROM accounts.wallet_link
        WHERE address = u.address AND unlinked_at IS NULL LIMIT 1) AS w
      """
          .formatted(COLUMNS);

  static final String LIST =
      """
      SELECT %s FROM accounts.wallet_link WHERE account_id = $1::uuid ORDER BY linked_at
      """
          .formatted(COLUMNS);

  private static final String INSERT =
      """
      INSERT INTO accounts.wallet_link
        (nonce, account_id, address, chain_id, linked_at, unlinked_at)
      SELECT *
      FROM unnest($1::text[], $2::uuid[], $3::bytea[], $4::bigint[], $5::timestamptz[],
        $6::timestamptz[])
      """;

  private static final String END =
      "UPDATE accounts.wallet_link SET unlinked_at = $2::timestamptz WHERE nonce = $1::text";

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.wallets().isEmpty()) {
      List<WalletChallenge> challenges = List.copyOf(touched.wallets());
      query.send(
          FIND,
          new Columns<>(Tuple.tuple(), challenges)
              .text(WalletChallenge::nonce)
              .bytes(challenge -> bytes(new WalletAddress(challenge.address())))
              .tuple(),
          row -> state.identities().loadLink(link(row)));
    }
    for (var account : touched.ownersOfWallets()) {
      query.send(LIST, Tuple.of(account), row -> state.identities().loadLink(link(row)));
    }
    return NOTHING_MORE;
  }

  // Links that end make room for those that begin.
  @Override
  public void write(SlotQuery query, SlotState state) {
    for (WalletLink ended : state.identities().links().changed()) {
      query.send(
          END,
          Tuple.of(
              ended.nonce(), ended.unlinkedAt() == null ? null : Columns.utc(ended.unlinkedAt())));
    }
    if (!state.identities().links().created().isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(Tuple.tuple(), state.identities().links().created())
              .text(WalletLink::nonce)
              .id(WalletLink::accountId)
              .bytes(link -> bytes(link.address()))
              .big(WalletLink::chainId)
              .time(WalletLink::linkedAt)
              .time(WalletLink::unlinkedAt)
              .tuple());
    }
  }

  /** Reads a link from a row with all columns. */
  static WalletLink link(Row row) {
    return new WalletLink(
        row.getString("nonce"),
        row.getUUID("account_id"),
        new WalletAddress("0x" + HexFormat.of().formatHex(Columns.bytes(row, "address"))),
        row.getLong("chain_id"),
        Columns.instant(row, "linked_at"),
        Columns.instant(row, "unlinked_at"));
  }

  /** The 20 bytes of an address. */
  static byte[] bytes(WalletAddress address) {
    return HexFormat.of().parseHex(address.text(), 2, address.text().length());
  }

  static Buffer buffer(WalletAddress address) {
    return Buffer.buffer(bytes(address));
  }
}
