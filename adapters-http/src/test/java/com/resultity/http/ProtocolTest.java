package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.journal.CommitterSettings;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself: routing, negotiation, limits, headers, and what needs no token. */
class ProtocolTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final String ID = "01981c7e-4c00-7000-8004-00000000002a";
  private static final int TWO_MIB = 2 << 20;

  @AfterAll
  static void close() {
    DOOR.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/accounts/",
        "//v1/accounts",
        "/v1/holds/" + ID + ":nothing",
        "/v2/x"
      })
  void aPathWithNothingIsNotFound(String path) {
    Asked asked = DOOR.get(path).send();
    assertThat(asked.status()).isEqualTo(404);
    assertThat(asked.code()).isEqualTo("not_found");
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsToldWhichItTakes() {
    Asked verb = DOOR.get("/v1/holds/" + ID + ":settle").send();
    assertThat(verb.status()).isEqualTo(405);
    assertThat(verb.header("Allow")).isEqualTo("POST");
    Asked config = DOOR.put("/v1/networks/testnet/config").body("{}").send();
    assertThat(config.code()).isEqualTo("method_not_allowed");
    assertThat(config.header("Allow")).isEqualTo("GET, HEAD, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json;q=0", "image/*, application/xml"})
  void anAnswerThatTheClientDoesNotTakeIsNotGiven(String accept) {
    Asked asked = DOOR.get("/v1/trial-balance").as("auditor").header("Accept", accept).send();
    assertThat(asked.status()).isEqualTo(406);
    assertThat(asked.code()).isEqualTo("not_acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*;q=0.5", "text/html, APPLICATION/JSON ; q=1"})
  void anAnswerIsGivenWhenTheClientTakesIt(String accept) {
    assertThat(DOOR.get("/v1/trial-balance").as("auditor").header("Accept", accept).send().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json; charset=latin1", "application/jsonp"})
  void aBodyOfAnotherMediaTypeIsRefused(String type) {
    Asked asked =
        DOOR.post("/v1/accounts").as("account").body("{}").header("Content-Type", type).send();
    assertThat(asked.status()).isEqualTo(415);
    assertThat(asked.code()).isEqualTo("unsupported_media_type");
  }

  @Test
  void aBodyWithoutAMediaTypeIsRefusedAndAMissingBodyIsMissed() {
    Asked untyped =
        DOOR.post("/v1/accounts").as("account").body("{}").without("Content-Type").send();
    assertThat(untyped.status()).isEqualTo(415);
    Asked missing = DOOR.post("/v1/accounts").as("account").send();
    assertThat(missing.get("/errors/0/detail")).isEqualTo("a body is required");
    Asked utf8 =
        DOOR.post("/v1/accounts")
            .as("account")
            .body("{}")
            .header("Content-Type", "Application/JSON; charset=UTF-8")
            .send();
    assertThat(utf8.status()).isEqualTo(201);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
    Asked sized = DOOR.post("/v1/accounts").as("account").body(" ".repeat(TWO_MIB)).send();
    assertThat(sized.status()).isEqualTo(413);
    assertThat(sized.code()).isEqualTo("body_too_large");
    Asked chunked =
        DOOR.post("/v1/accounts")
            .as("account")
            .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TWO_MIB])))
            .send();
    assertThat(chunked.status()).isEqualTo(413);
  }

  @Test
  void anAnswerWithNothingToTellHasNoBodyAndTheConnectionGoesOn() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String claim =
          """
          POST /v1/nodes/%s:claim HTTP/1.1
          Host: core
          Authorization: Bearer network
          Idempotency-Key: raw-%%d
          Content-Type: application/json
          Content-Length: 21

          {"network":"testnet"}\
          """
              .formatted(TestDoor.NODE);
      for (int i = 0; i < 2; i++) {
        String answer = connection.send(claim.formatted(i)).readUntil("\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 204 ");
        assertThat(answer.toLowerCase(Locale.ROOT))
            .doesNotContain("\ncontent-type", "\ncontent-length", "\ntransfer-encoding");
      }
    }
  }

  @Test
  void aBodyThatDoesNotArriveIsNotWaitedFor() {
    HttpSettings impatient = TestDoor.withBodyTimeout(Duration.ofMillis(50));
    try (TestDoor door = TestDoor.open(impatient, CommitterSettings.ofSlots(1));
        RawConnection connection = new RawConnection(door)) {
      String answer =
          connection
              .send(
                  """
                  POST /v1/accounts HTTP/1.1
                  Host: x
                  Authorization: Bearer account
                  Idempotency-Key: k
                  Content-Type: application/json
                  Content-Length: 100

                  {\
                  """)
              .readUntil("}");
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"request_timeout\"");
    }
  }

  @Test
  void headersThatAreTooLongAreRefused() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String answer =
          connection
              .send("GET /livez HTTP/1.1\nHost: x\nX: " + "x".repeat(20_000) + "\n\n")
              .readUntil("]}");
      assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_request\"");
    }
  }

  @Test
  void requestsSentInOneGoAreAnsweredInOrder() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String answers =
          connection
              .send(
                  """
                  GET /livez HTTP/1.1
                  Host: x

                  GET /metrics HTTP/1.1
                  Host: x

                  GET /v1/nowhere HTTP/1.1
                  Host: x

                  """)
              .readUntil("not_found\"");
      assertThat(answers.indexOf("live")).isLessThan(answers.indexOf("up 1"));
      assertThat(answers.indexOf("up 1")).isLessThan(answers.indexOf("not_found"));
    }
  }

  @Test
  void aQueryThatIsNotEncodedIsRefused() {
    try (RawConnection connection = new RawConnection(DOOR)) {
      String answer = connection.send("GET /livez?a=%ZZ HTTP/1.1\nHost: x\n\n").readUntil("]}");
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void aTraceIsTakenUpAndAnInvalidOneIsNot() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Asked taken =
        DOOR.get("/livez").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01").send();
    assertThat(taken.header("traceparent")).matches("00-" + trace + "-[0-9a-f]{16}-01");
    for (String invalid :
        new String[] {
          "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
          "00-" + trace + "-" + "0".repeat(16) + "-01",
          "ff-" + trace + "-b7ad6b7169203331-01",
          "00-" + trace + "-b7ad6b7169203331-01-more",
          "00-" + trace.toUpperCase(Locale.ROOT) + "-b7ad6b7169203331-01",
          "x"
        }) {
      assertThat(DOOR.get("/livez").header("traceparent", invalid).send().header("traceparent"))
          .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
          .doesNotContain(trace);
    }
  }

  @Test
  void answersAreNotToBeStored() {
    assertThat(DOOR.get("/v1/nowhere").send().header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theHeadOfAnAnswerCanBeAskedForAlone() {
    Asked head = new Question(DOOR, "HEAD", "/livez").send();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
  }

  @Test
  void healthMetricsAndTheContractNeedNoToken() {
    assertThat(DOOR.get("/livez").without("Authorization").send().text()).isEqualTo("live\n");
    assertThat(DOOR.get("/readyz").without("Authorization").send().text()).isEqualTo("ready\n");
    assertThat(DOOR.get("/metrics").without("Authorization").send().text()).isEqualTo("up 1\n");
    Asked contract = DOOR.get("/openapi.yaml").without("Authorization").send();
    assertThat(contract.text()).startsWith("openapi: 3.1.0");
  }

  @Test
  void thePageOfTheContractLoadsNothingFromElsewhere() {
    Asked page = DOOR.get("/docs").without("Authorization").send();
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.text()).doesNotContain("://");
    for (String asset : new String[] {"swagger-ui.css", "swagger-ui-bundle.js", "start.js"}) {
      assertThat(page.text()).contains("/docs/" + asset);
      assertThat(DOOR.get("/docs/" + asset).without("Authorization").send().status())
          .isEqualTo(200);
    }
    assertThat(DOOR.get("/docs/other").send().code()).isEqualTo("not_found");
  }

  @Test
  void itIsNotReadyWithoutItsDatabase() {
    try (TestDoor door = TestDoor.open()) {
      door.ready.set(Future.succeededFuture(false));
      assertThat(door.get("/readyz").send().status()).isEqualTo(503);
      door.ready.set(Future.failedFuture("gone"));
      assertThat(door.get("/readyz").send().code()).isEqualTo("unavailable");
      door.ready.set(Future.succeededFuture(true));
      assertThat(door.get("/readyz").send().status()).isEqualTo(200);
    }
  }

  @Test
  void itIsNotReadyOnItsWayOut() {
    Readiness readiness = new Readiness(() -> Future.succeededFuture(true));
    assertThat(TestDoor.await(readiness.ready())).isTrue();
    readiness.drain();
    assertThat(TestDoor.await(readiness.ready())).isFalse();
  }
}
