package com.resultity.ports.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is escaped and what is not, and how the other values read. */
class JsonWriterTest {
  @Test
  void controlCharactersHaveTheShortestEscapes() {
    assertThat(text("\b\t\n\f\r\"\\")).isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\\"");
    assertThat(text("\u0000\u0001\u000b\u001f")).isEqualTo("\"\\u0000\\u0001\\u000b\\u001f\"");
  }

  @Test
  void nothingElseIsEscaped() {
    String plain = "/ \u007f \u0080 \u00e9 \u2028 \u2029 \ud83d\ude00 \udbff\udfff '<>&";

    assertThat(text(plain)).isEqualTo("\"" + plain + "\"");
  }

  @Test
  void everyCharacterReadsAsTheIndependentCanonicaliserWritesIt() throws IOException {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 97) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        String json = "{\"a\":" + text(Character.toString(point)) + "}";
        assertThat(new JsonCanonicalizer(json).getEncodedString()).isEqualTo(json);
      }
    }
  }

  @Test
  void textsLongerThanTheBufferAreWhole() {
    String longText = "\u20ac\"x".repeat(5000);

    assertThat(text(longText)).isEqualTo("\"" + "\u20ac\\\"x".repeat(5000) + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "2026-02-03T04:05:06.000007Z, 2026-02-03T04:05:06.000007Z"
  })
  void timesHaveMicrosecondsAlways(Instant time, String expected) {
    JsonWriter out = new JsonWriter();
    out.object();
    out.field("t", time);
    out.end();

    assertThat(json(out)).isEqualTo("{\"t\":\"" + expected + "\"}");
  }

  @Test
  void longNumbersAreTextsAndShortOnesAreNot() {
    JsonWriter out = new JsonWriter();
    out.object();
    out.field("a", Long.MIN_VALUE);
    out.field("b", Integer.MIN_VALUE);
    out.field("c", true);
    out.field("d", (String) null);
    out.field("e", (Object) null);
    out.field("f", (Instant) null);
    out.array("g");
    out.endArray();
    out.array("h");
    out.element("x");
    out.element("{");
    out.object();
    out.end();
    out.endArray();
    out.object("i");
    out.end();
    out.end();

    assertThat(json(out))
        .isEqualTo(
            "{\"a\":\"-9223372036854775808\",\"b\":-2147483648,\"c\":true,"
                + "\"g\":[],\"h\":[\"x\",\"{\",{}],\"i\":{}}");
  }

  private static String text(String value) {
    JsonWriter out = new JsonWriter();
    out.element(value);
    return json(out);
  }

  private static String json(JsonWriter out) {
    return new String(out.bytes(), UTF_8);
  }
}
