package com.resultity.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON answer. A {@code long} becomes a decimal string, so no reader can round it; a time
 * is RFC 3339 in UTC with microseconds, a duration ISO 8601; a field that is null is left out.
 */
public final class Json {
  private static final String HEX = "0123456789abcdef";

  private byte[] bytes = new byte[512];
  private int length;

  /** What is written as JSON already. */
  public static Json of(String written) {
    Json json = new Json();
    json.bytes = written.getBytes(StandardCharsets.UTF_8);
    json.length = json.bytes.length;
    return json;
  }

  Buffer buffer() {
    return Buffer.buffer(Arrays.copyOf(bytes, length));
  }

  /** Begins an object: the answer itself, or an element of an array. */
  public Json object() {
    separate();
    put('{');
    return this;
  }

  public Json object(String name) {
    name(name);
    put('{');
    return this;
  }

  public Json end() {
    put('}');
    return this;
  }

  public Json array(String name) {
    name(name);
    put('[');
    return this;
  }

  public Json endArray() {
    put(']');
    return this;
  }

  public Json element(String value) {
    separate();
    string(value);
    return this;
  }

  public Json field(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      string(value);
    }
    return this;
  }

  public Json field(String name, @Nullable UUID value) {
    return field(name, value == null ? null : value.toString());
  }

  public Json field(String name, long value) {
    name(name);
    put('"');
    ascii(Long.toString(value));
    put('"');
    return this;
  }

  public Json field(String name, int value) {
    name(name);
    ascii(Integer.toString(value));
    return this;
  }

  public Json field(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
    return this;
  }

  public Json field(String name, @Nullable Duration value) {
    return field(name, value == null ? null : value.toString());
  }

  public Json field(String name, @Nullable Instant value) {
    if (value != null) {
      name(name);
      time(value);
    }
    return this;
  }

  /** A value that is JSON already. */
  public Json field(String name, Buffer json) {
    name(name);
    reserve(json.length());
    json.getBytes(bytes, length);
    length += json.length();
    return this;
  }

  private void name(String name) {
    separate();
    string(name);
    put(':');
  }

  private void separate() {
    if (length > 0) {
      byte before = bytes[length - 1];
      if (before != '{' && before != '[' && before != ':') {
        put(',');
      }
    }
  }

  private void time(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    put('"');
    digits(time.getYear(), 4, '-');
    digits(time.getMonthValue(), 2, '-');
    digits(time.getDayOfMonth(), 2, 'T');
    digits(time.getHour(), 2, ':');
    digits(time.getMinute(), 2, ':');
    digits(time.getSecond(), 2, '.');
    digits(time.getNano() / 1000, 6, 'Z');
    put('"');
  }

  private void digits(int value, int count, char after) {
    reserve(count);
    int rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    put(after);
  }

  private void string(String value) {
    put('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        i += utf8(value, i);
      } else if (c >= 0x20 && c != '"' && c != '\\') {
        put(c);
      } else {
        escape(c);
      }
    }
    put('"');
  }

  private void escape(char c) {
    put('\\');
    if (c == '"' || c == '\\') {
      put(c);
    } else {
      ascii("u00");
      put(HEX.charAt(c >> 4));
      put(HEX.charAt(c & 15));
    }
  }

  // Answers how many characters beyond the first it took. A lone surrogate comes out as '?'.
  private int utf8(String value, int index) {
    int point = value.codePointAt(index);
    byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return Character.charCount(point) - 1;
  }

  @SuppressWarnings("deprecation") // The only one that copies ASCII without an array in between.
  private void ascii(String text) {
    reserve(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
  }

  private void put(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
