package com.resultity.ports.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines: canonical, readable back to the same record, and the same for ever. */
class RecordLinesTest {
  private static final UUID ID = new UUID(0x7000L, Long.MIN_VALUE);
  private static final Origin ORIGIN = new Origin("cloud", "", null);

  @Test
  void everyKindOfRecordIsTriedHere() {
    assertThat(kinds(LogRecord.class)).containsExactlyInAnyOrderElementsOf(SomeRecords.kinds());
  }

  @Property
  void aLineIsReadBackToAnEqualRecord(@ForAll long seed) {
    for (Recorded recorded : SomeRecords.ofEveryKind(seed)) {
      assertThat(RecordLines.decode(RecordLines.encode(recorded))).isEqualTo(recorded);
    }
  }

  @Property
  void aLineIsCanonicalByAnIndependentCanonicaliser(@ForAll long seed) throws IOException {
    for (Recorded recorded : SomeRecords.ofEveryKind(seed)) {
      byte[] line = RecordLines.encode(recorded);

      assertThat(new String(line, UTF_8)).isEqualTo(canonical(line));
      assertThat(new JsonCanonicalizer(line).getEncodedUTF8()).isEqualTo(line);
    }
  }

  @Test
  void theLinesOfSchemaOneNeverChange() {
    List<String> golden = resource("record-lines-1.ndjson");

    List<Recorded> records =
        golden.stream().map(line -> RecordLines.decode(line.getBytes(UTF_8))).toList();

    assertThat(records.stream().map(recorded -> new String(RecordLines.encode(recorded), UTF_8)))
        .isEqualTo(golden);
    assertThat(records.stream().<Class<?>>map(recorded -> recorded.fact().getClass()).distinct())
        .containsExactlyInAnyOrderElementsOf(SomeRecords.kinds());
  }

  @Test
  void aLineReadsAsDocumented() {
    Recorded recorded =
        new Recorded(
            Instant.parse("2026-06-01T12:00:00.000001Z"),
            new Origin("admin", "0af7651916cd43dd8448eb211c80319c", "asked for"),
            new JobCancelled(ID));

    assertThat(new String(RecordLines.encode(recorded), UTF_8))
        .isEqualTo(
            "{\"at\":\"2026-06-01T12:00:00.000001Z\","
                + "\"fact\":{\"jobId\":\"00000000-0000-7000-8000-000000000000\"},"
                + "\"kind\":\"job_cancelled\",\"principal\":\"admin\","
                + "\"reason\":\"asked for\",\"schema\":1,"
                + "\"trace\":\"0af7651916cd43dd8448eb211c80319c\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "\ud83d"})
  void aLoneSurrogateHasNoLine(String text) {
    Recorded recorded =
        new Recorded(Instant.EPOCH, new Origin(text, "", null), new JobCancelled(ID));

    assertThatThrownBy(() -> RecordLines.encode(recorded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z"})
  void aTimeThatRfc3339CannotSayHasNoLine(Instant time) {
    Recorded recorded = new Recorded(Instant.EPOCH, ORIGIN, new HoldExtended(ID, ID, time));

    assertThatThrownBy(() -> RecordLines.encode(recorded))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "not json",
        "{\"at\":\"2026-06-01T12:00:00Z\",\"fact\":{},\"kind\":\"job_cancelled\","
            + "\"principal\":\"p\",\"schema\":1,\"trace\":\"\"}",
        "{\"at\":\"2026-06-01T12:00:00Z\",\"fact\":{},\"kind\":\"unheard_of\","
            + "\"principal\":\"p\",\"schema\":1,\"trace\":\"\"}",
        "{\"at\":\"2026-06-01T12:00:00Z\",\"fact\":{},\"kind\":\"job_cancelled\","
            + "\"principal\":\"p\",\"schema\":2,\"trace\":\"\"}",
        "{\"at\":\"2026-06-01T12:00:00Z\",\"at\":\"2026-06-01T12:00:00Z\"}",
        "{} {}"
      })
  void whatCoreDidNotWriteIsNotRead(String line) {
    assertThatThrownBy(() -> RecordLines.decode(line.getBytes(UTF_8)))
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void aRefusalIsReadBackAsItWas(RefusalCode code) throws IOException {
    Refusal refusal =
        Refusal.of(code, Map.of("/models/10/name", "\"quoted\"", "/models/2", "\u20ac", "a", ""));
    String json = RecordLines.encode(refusal);

    assertThat(RecordLines.decodeRefusal(json)).isEqualTo(refusal);
    assertThat(json).isEqualTo(canonical(json.getBytes(UTF_8)));
    assertThat(RecordLines.decodeRefusal(RecordLines.encode(Refusal.of(code))))
        .isEqualTo(Refusal.of(code));
  }

  @SuppressWarnings("unchecked") // What a sealed interface of records permits are such records.
  private static Stream<Class<? extends LogRecord>> kinds(Class<?> type) {
    return type.isRecord()
        ? Stream.of((Class<? extends LogRecord>) type)
        : Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses()))
            .flatMap(RecordLinesTest::kinds)
            .distinct();
  }

  private static String canonical(byte[] json) throws IOException {
    return new JsonCanonicalizer(json).getEncodedString();
  }

  private static List<String> resource(String name) {
    try (InputStream in = Objects.requireNonNull(RecordLinesTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
