package com.resultity.ports.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes canonical JSON (RFC 8785) for lines of known shape: no white space, minimal escapes,
 * UTF-8. Its caller names the fields of an object in the order of their names; assertions hold it
 * to that. Numbers are those of 32 bits; 64-bit ones are decimal strings, so no reader can round
 * them. A field that is null is left out. Times are RFC 3339 in UTC with microseconds.
 */
final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DEPTH = 8;

  private final @Nullable String[] lastNames = new @Nullable String[MAX_DEPTH];
  private byte[] bytes = new byte[512];
  private int length;
  private int depth;

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Begins an object, or one that is an element of an array. */
  void object() {
    separate();
    put('{');
    lastNames[++depth] = null;
  }

  void object(String name) {
    name(name);
    put('{');
    lastNames[++depth] = null;
  }

  void array(String name) {
    name(name);
    put('[');
    lastNames[++depth] = null;
  }

  void end() {
    depth--;
    put('}');
  }

  void endArray() {
    depth--;
    put(']');
  }

  void field(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      string(value);
    }
  }

  void field(String name, long value) {
    name(name);
    put('"');
    ascii(Long.toString(value));
    put('"');
  }

  void field(String name, int value) {
    name(name);
    ascii(Integer.toString(value));
  }

  void field(String name, boolean value) {
    name(name);
    ascii(value ? "true" : "false");
  }

  void field(String name, @Nullable Object value) {
    if (value != null) {
      field(name, value.toString());
    }
  }

  void field(String name, @Nullable Instant value) {
    if (value != null) {
      name(name);
      put('"');
      time(value);
      put('"');
    }
  }

  void element(String value) {
    separate();
    string(value);
  }

  private void name(String name) {
    String last = lastNames[depth];
    assert last == null || last.compareTo(name) < 0 : name + " after " + last;
    lastNames[depth] = name;
    separate();
    put('"');
    ascii(name);
    put('"');
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
        LocalDateTime.ofEpochSecond(
            instant.getEpochSecond(), instant.get(ChronoField.NANO_OF_SECOND), ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9999) {
      throw new IllegalArgumentException("a time that RFC 3339 cannot say");
    }
    digits(time.getYear(), 4);
    put('-');
    digits(time.getMonthValue(), 2);
    put('-');
    digits(time.getDayOfMonth(), 2);
    put('T');
    digits(time.getHour(), 2);
    put(':');
    digits(time.getMinute(), 2);
    put(':');
    digits(time.getSecond(), 2);
    put('.');
    digits(time.getNano() / 1000, 6);
    put('Z');
  }

  private void digits(int value, int count) {
    reserve(count);
    int rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private void string(String value) {
    put('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
        put(c);
      } else if (c < 0x80) {
        escape(c);
      } else {
        i += utf8(value, i);
      }
    }
    put('"');
  }

  private void escape(char c) {
    int place = "\b\t\n\f\r\"\\".indexOf(c);
    put('\\');
    if (place >= 0) {
      put("btnfr\"\\".charAt(place));
    } else {
      ascii("u00");
      put(HEX[c >> 4]);
      put(HEX[c & 15]);
    }
  }

  // Answers how many characters beyond the first it took.
  private int utf8(String value, int index) {
    int point = value.codePointAt(index);
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw new IllegalArgumentException("a lone surrogate has no canonical form");
    }
    for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      put(b);
    }
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
