package com.resultity.pg;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into columns: each call adds one array parameter, so that one statement writes them
 * all.
 *
 * @param <T> what a row is made of
 */
@NullUnmarked // The driver's arrays hold nulls where a column may.
public final class Columns<T> {
  private final Collection<T> rows;
  private final Tuple tuple;

  public Columns(Tuple tuple, Collection<T> rows) {
    this.tuple = tuple;
    this.rows = rows;
  }

  public Columns<T> id(Function<T, @Nullable UUID> column) {
    tuple.addArrayOfUUID(array(UUID[]::new, column));
    return this;
  }

  public Columns<T> text(Function<T, @Nullable String> column) {
    tuple.addArrayOfString(array(String[]::new, column));
    return this;
  }

  public Columns<T> big(ToLongFunction<T> column) {
    return bigOrNull(column::applyAsLong);
  }

  public Columns<T> bigOrNull(Function<T, @Nullable Long> column) {
    tuple.addArrayOfLong(array(Long[]::new, column));
    return this;
  }

  public Columns<T> number(ToIntFunction<T> column) {
    return numberOrNull(column::applyAsInt);
  }

  public Columns<T> numberOrNull(Function<T, @Nullable Integer> column) {
    tuple.addArrayOfInteger(array(Integer[]::new, column));
    return this;
  }

  public Columns<T> flag(Function<T, Boolean> column) {
    tuple.addArrayOfBoolean(array(Boolean[]::new, column));
    return this;
  }

  public Columns<T> time(Function<T, @Nullable Instant> column) {
    tuple.addArrayOfOffsetDateTime(array(OffsetDateTime[]::new, row -> utc(column.apply(row))));
    return this;
  }

  public Columns<T> bytes(Function<T, byte @Nullable []> column) {
    tuple.addArrayOfBuffer(array(Buffer[]::new, row -> buffer(column.apply(row))));
    return this;
  }

  private <V> V[] array(IntFunction<V[]> make, Function<T, @Nullable V> column) {
    V[] array = make.apply(rows.size());
    int i = 0;
    for (T row : rows) {
      array[i++] = column.apply(row);
    }
    return array;
  }

  private static Buffer buffer(byte[] bytes) {
    return bytes == null ? null : Buffer.buffer(bytes);
  }

  public Tuple tuple() {
    return tuple;
  }

  public static OffsetDateTime utc(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  public static Instant instant(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  public static byte[] bytes(Row row, String column) {
    Buffer buffer = row.getBuffer(column);
    return buffer == null ? null : buffer.getBytes();
  }

  public static UUID[] ids(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
