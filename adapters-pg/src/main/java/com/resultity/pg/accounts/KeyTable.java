package com.resultity.pg.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.pg.Columns;
import com.resultity.pg.SlotQuery;
import com.resultity.pg.SlotTable;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API keys, in the slot of their namespace. */
public final class KeyTable implements SlotTable {
  /** What {@link #key} reads, of a table called k. */
  static final String COLUMNS =
      """
      k.id, k.namespace_id, k.name AS key_name, k.hash, k.scopes, k.requests_per_minute,
        k.issued_at, k.expires_at, k.revoked_at, k.replaces\
      """;

  private static final String FIND =
      """
      SELECT %s
      FROM unnest($2::uuid[]) AS u(id)
      CROSS JOIN LATERAL (
        SELECT * FROM accounts.api_key WHERE slot = $1::int AND id = u.id LIMIT 1) AS k
      """
          .formatted(COLUMNS);

  private static final String COUNT =
      """
      SELECT u.namespace_id, k.good
      FROM unnest($2::uuid[]) AS u(namespace_id)
      CROSS JOIN LATERAL (
        SELECT count(*) AS good FROM accounts.api_key
        WHERE slot = $1::int AND namespace_id = u.namespace_id AND revoked_at IS NULL) AS k
      """;

  private static final String INSERT =
      """
      INSERT INTO accounts.api_key
        (slot, id, namespace_id, name, hash, scopes, requests_per_minute, issued_at, expires_at,
          revoked_at, replaces)
      SELECT $1::int, u.id, u.namespace_id, u.name, u.hash, string_to_array(u.scopes, ','),
        u.requests_per_minute, u.issued_at, u.expires_at, u.revoked_at, u.replaces
      FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::text[], $7::int[],
        $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::uuid[])
        AS u(id, namespace_id, name, hash, scopes, requests_per_minute, issued_at, expires_at,
          revoked_at, replaces)
      """;

  private static final String END =
      """
      UPDATE accounts.api_key SET expires_at = $3::timestamptz, revoked_at = $4::timestamptz
      WHERE slot = $1::int AND id = $2::uuid
      """;

  @Override
  public Consumer<SlotQuery> read(SlotQuery query, Touched touched, SlotState state) {
    if (!touched.keys().isEmpty()) {
      query.send(
          FIND,
          query.slotFirst().addArrayOfUUID(Columns.ids(touched.keys())),
          row -> state.loadKey(key(row)));
    }
    if (!touched.ownersOfKeys().isEmpty()) {
      query.send(
          COUNT,
          query.slotFirst().addArrayOfUUID(Columns.ids(touched.ownersOfKeys())),
          row -> state.loadKeyCount(row.getUUID("namespace_id"), row.getLong("good").intValue()));
    }
    return NOTHING_MORE;
  }

  @Override
  public void write(SlotQuery query, SlotState state) {
    if (!state.keys().created().isEmpty()) {
      query.send(
          INSERT,
          new Columns<>(query.slotFirst(), state.keys().created())
              .id(ApiKey::id)
              .id(ApiKey::namespaceId)
              .text(ApiKey::name)
              .bytes(key -> key.hash().bytes())
              .text(key -> key.scopes().stream().map(Scope::code).collect(Collectors.joining(",")))
              .numberOrNull(ApiKey::requestsPerMinute)
              .time(ApiKey::issuedAt)
              .time(ApiKey::expiresAt)
              .time(ApiKey::revokedAt)
              .id(ApiKey::replaces)
              .tuple());
    }
    for (ApiKey key : state.keys().changed()) {
      query.send(
          END,
          query
              .slotFirst()
              .addUUID(key.id())
              .addOffsetDateTime(utc(key.expiresAt()))
              .addOffsetDateTime(utc(key.revokedAt())));
    }
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : Columns.utc(instant);
  }

  /** Reads a key from a row with its columns. */
  static ApiKey key(Row row) {
    return new ApiKey(
        row.getUUID("id"),
        row.getUUID("namespace_id"),
        row.getString("key_name"),
        Digest.of(Objects.requireNonNull(Columns.bytes(row, "hash"))),
        Arrays.stream(row.getArrayOfStrings("scopes"))
            .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toSet()),
        row.getInteger("requests_per_minute"),
        Columns.instant(row, "issued_at"),
        Columns.instant(row, "expires_at"),
        Columns.instant(row, "revoked_at"),
        row.getUUID("replaces"));
  }
}
