package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.journal.CommitterSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest client sends. */
class HardeningTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final String ID = "01981c7e-4c00-7000-8004-00000000002a";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String HIDDEN = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST =
      "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  @AfterAll
  static void close() {
    DOOR.close();
  }

  static Stream<String> twoFaced() {
    String chunked = "Transfer-Encoding: chunked\r\n";
    return Stream.of(
        POST + "Content-Length: 5\r\n" + chunked + "\r\n0\r\n\r\n",
        POST + chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        POST + "Content-Length: 2, 3\r\n\r\n{}",
        POST + "Content-Length: +2\r\n\r\n{}",
        POST + "Content-Length: -2\r\n\r\n{}",
        POST + "Content-Length: 0x2\r\n\r\n{}",
        POST + "Content-Length: 2 2\r\n\r\n{}",
        POST + "Content-Length : 2\r\n\r\n{}",
        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer\u0000-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "X\u0001: y\r\n\r\n",
        POST + "X: y\u0000z\r\n\r\n",
        POST + "X\u000b: y\r\n\r\n",
        POST + ": nameless\r\n\r\n",
        POST + "X: y\nContent-Length: 2\r\n\r\n{}",
        POST + "X: y\rContent-Length: 2\r\n\r\n{}",
        "GET /livez HTTP/1.1\nHost: x\n\n",
        "GET  /livez  HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET /livez HTTP/9.9.9\r\nHost: x\r\n\r\n",
        "NONSENSE\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("twoFaced")
  void aRequestThatMayBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String request) {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String answer = connection.sendRaw(request + HIDDEN).readAll();
      assertThat(answer).containsPattern("^HTTP/1\\.[01] 400 ").doesNotContain("up 1");
      assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSize(2);
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("\r\nconnection: close\r\n");
    }
  }

  static Stream<String> oddChunks() {
    return Stream.of(
        "0x2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2;\n{}\r\n0\r\n\r\n",
        "2;x=\ny\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}XX0\r\n\r\n",
        "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("oddChunks")
  void aBodyInOddChunksHidesNoSecondRequest(String chunks) {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String head =
          POST
              + "Authorization: Bearer account\r\nIdempotency-Key: k\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n";
      String answer = connection.sendRaw(head + chunks + HIDDEN).readAll();
      assertThat(answer).doesNotContain("up 1", "HTTP/1.1 2");
      assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void aFoldedHeaderIsOneHeader() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String folded = "GET /livez HTTP/1.1\r\nHost: x\r\nX: y\r\n Content-Length: 30\r\n\r\n";
      String answers = connection.sendRaw(folded + HIDDEN).readUntil("up 1");
      assertThat(answers.split("HTTP/1\\.1 200 ", -1)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../livez",
        "/v1/../v1/trial-balance",
        "//v1/trial-balance",
        "/v1//trial-balance",
        "/./livez",
        "/%2e%2e/livez",
        "/v1/%2e%2e/livez",
        "/livez/",
        "/livez;jsessionid=1",
        "/livez%00",
        "/livez%20",
        "/%6civez",
        "/v1%2Ftrial-balance",
        "/v1\\trial-balance",
        "/LIVEZ",
        "/v1/jobs/" + ID + "%2F..%2F..%2Flivez",
        "/v1/jobs/" + ID + ";x=y",
        "/v1/jobs/..%2f..%2flivez",
        "/v1/jobs/%c0%ae%c0%ae",
        "/v1/jobs/%ff%fe",
        "/v1/jobs/%zz",
        "/v1/jobs/%00",
        "/v1/holds/" + ID + "%3Avoid",
        "/docs/..%2fopenapi.yaml",
        "/docs/../openapi.yaml",
        "/docs/%2e%2e/openapi.yaml"
      })
  void aPathIsReadAsItStandsAndLeadsNowhereElse(String path) {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer auditor\r\n"
              + "Connection: close\r\n\r\n";
      assertThat(connection.sendRaw(request).readAll())
          .containsPattern("^HTTP/1\\.1 40[04] ")
          .doesNotContain("live\n", "openapi: 3", "items");
    }
  }

  @Test
  void lengthsAreBounded() {
    for (String request :
        List.of(
            "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /livez HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(5_000) + "\r\n")) {
      try (RawConnection connection = new RawConnection(DOOR)) {
        assertThat(connection.sendRaw(request).readAll())
            .containsPattern("^HTTP/1\\.[01] 4\\d\\d ")
            .doesNotContain("live\n");
      }
    }
  }

  @Test
  void aHeadThatDribblesIsCutOffThoughEachByteComesInTime() {
    HttpSettings settings = TestDoor.impatient(Duration.ofMillis(200), LONG, LONG);
    try (TestDoor door = TestDoor.open(settings, CommitterSettings.ofSlots(1));
        RawConnection connection = new RawConnection(door)) {
      assertThat(connection.sendRaw("GET /livez HTTP/1.1\r\nX").dribble()).isEmpty();
    }
  }

  @Test
  void aBodyThatNobodyReadsIsCutOffTooAndSoIsTheNextHead() {
    Duration soon = Duration.ofMillis(200);
    HttpSettings settings = TestDoor.impatient(soon, soon, LONG);
    try (TestDoor door = TestDoor.open(settings, CommitterSettings.ofSlots(1));
        RawConnection first = new RawConnection(door);
        RawConnection second = new RawConnection(door)) {
      String endless = "GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n";
      first.sendRaw(endless).readUntil("live\n");
      assertThat(first.dribble()).isEmpty();
      second.sendRaw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("live\n");
      assertThat(second.sendRaw("GET").dribble()).isEmpty();
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() {
    HttpSettings settings = TestDoor.impatient(LONG, LONG, Duration.ofMillis(500));
    try (TestDoor door = TestDoor.open(settings, CommitterSettings.ofSlots(1));
        RawConnection silent = new RawConnection(door)) {
      assertThat(silent.readAll()).isEmpty();
      try (RawConnection answered = new RawConnection(door)) {
        answered.sendRaw("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("live\n");
        assertThat(answered.readAll()).isEmpty();
      }
    }
  }

  @Test
  void answersToWhatIsNoRequestNameNoSoftware() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String answer = connection.sendRaw("X\u0016\u0003\u0001 \u0002\r\n\r\n").readAll();
      assertThat(answer.toLowerCase(Locale.ROOT))
          .containsPattern("^http/1\\.[01] 400 ")
          .contains("x-content-type-options: nosniff")
          .doesNotContain("server:", "vert.x", "netty", "java", "exception", "jetty");
    }
  }
}
