package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that do not keep to the contract, each told where it went wrong. */
class InvalidRequestTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final String NAMESPACE = DOOR.newNamespace(1000);
  private static final String HOLDS = "/v1/namespaces/" + NAMESPACE + "/holds";
  private static final String GRANTS = "/v1/namespaces/" + NAMESPACE + "/grants";

  @AfterAll
  static void close() {
    DOOR.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "{\"amount\":}",
        "{}{}",
        "{} x",
        "nul",
        "{'amount':'1'}",
        "{\"a\":1,}",
        "\u0000"
      })
  void aBodyThatIsNotJsonIsRefused(String body) {
    Asked asked = DOOR.post(HOLDS).body(body).send();
    assertThat(asked.code()).isEqualTo("invalid_request");
    assertThat(asked.get("/errors/0/detail")).matches("is not valid JSON.*|a body is required");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    byte[] bytes = {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};
    Asked asked = DOOR.post(HOLDS).body(BodyPublishers.ofByteArray(bytes)).send();
    assertThat(asked.code()).isEqualTo("invalid_request");
  }

  @Test
  void aBodyNestedWithoutEndIsRefused() {
    Asked asked = DOOR.post(HOLDS).body("{\"a\":".repeat(5000)).send();
    assertThat(asked.code()).isEqualTo("invalid_request");
    assertThat(asked.get("/errors/0/detail")).isEqualTo("is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "\"x\""})
  void aBodyThatIsNoObjectIsRefused(String body) {
    refused(body, "");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Asked asked =
        DOOR.post(HOLDS)
            .body("{\"amount\":5,\"expiresAt\":\"today\",\"overage\":\"never\",\"a/b~\":1}")
            .send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.code()).isEqualTo("invalid_request");
    assertThat(asked.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/amount", "/expiresAt", "/overage", "/a~1b~0");
  }

  @Test
  void whatIsMissingIsNamed() {
    Asked asked = DOOR.post(HOLDS).body("{}").send();
    assertThat(asked.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/amount", "/expiresAt");
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    Asked asked = refused("{\"amount\":\"1\",\"amount\":\"2\"}", "/amount");
    assertThat(asked.get("/errors/0/detail")).isEqualTo("is given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "01",
        "+1",
        "-0",
        "1.0",
        "1e3",
        " 1",
        "1 ",
        "1\\n",
        "0x1",
        "١",
        ""
      })
  void anAmountThatIsNoDecimal64BitIntegerIsRefused(String amount) {
    refused(
        "{\"amount\":\"%s\",\"expiresAt\":\"2026-06-01T13:00:00Z\"}".formatted(amount), "/amount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9223372036854775807", "1.5", "true", "null", "[]"})
  void anAmountThatIsNoStringIsRefused(String amount) {
    refused("{\"amount\":%s,\"expiresAt\":\"2026-06-01T13:00:00Z\"}".formatted(amount), "/amount");
  }

  @Test
  void theLargestAmountIsReadWhole() {
    Asked asked = DOOR.post(HOLDS).body(TestDoor.hold(Long.MAX_VALUE)).send();
    assertThat(asked.code()).isEqualTo("insufficient_credit");
    assertThat(asked.get("/facts/required")).isEqualTo("9223372036854775807");
  }

  @Test
  void aNegativeAmountIsRefusedByTheRules() {
    Asked held = DOOR.post(HOLDS).body(TestDoor.hold(-5)).send();
    assertThat(held.status()).isEqualTo(422);
    assertThat(held.code()).isEqualTo("amount_not_positive");
    String hold = DOOR.newHold(NAMESPACE, 1);
    Asked settled = DOOR.post("/v1/holds/" + hold + ":settle").body("{\"amount\":\"-1\"}").send();
    assertThat(settled.code()).isEqualTo("amount_negative");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-06-01T25:00:00Z",
        "2026-06-01T13:00:00+02:00",
        "2026-06-01T13:00:00",
        "2026-06-01T13:00:00.1234567Z",
        "2026-06-01",
        "+12026-06-01T13:00:00Z"
      })
  void aTimeThatIsNotRfc3339InUtcIsRefused(String time) {
    refused("{\"amount\":\"1\",\"expiresAt\":\"%s\"}".formatted(time), "/expiresAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PT", "P1M", "PT-1S", "-PT1S", "10m", "PT1.1234567S", "PT1S\\n"})
  void aDurationThatIsNotIso8601IsRefused(String ttl) {
    Asked asked =
        DOOR.post("/v1/namespaces/" + NAMESPACE + "/jobs")
            .body(
                "{\"model\":\"m\",\"mode\":\"sync\",\"ttl\":\"%s\",\"maxTokens\":\"1\"}"
                    .formatted(ttl))
            .send();
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/ttl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\\u0000", "a\\nb", "\\ud800", "\\udc00x", "\\u007f", "\\u0085"})
  void aNameWithControlCharactersOrHalfCharactersIsRefused(String name) {
    Asked asked =
        DOOR.post("/v1/accounts/" + DOOR.newAccount() + "/namespaces")
            .as("account")
            .body("{\"name\":\"%s\",\"network\":\"testnet\"}".formatted(name))
            .send();
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/name");
  }

  @Test
  void textHasItsLongestAndNoMore() {
    for (String character : List.of("a", "😀")) {
      String longest = "{\"amount\":\"1\",\"source\":\"bonus\",\"paymentReference\":\"%s\"}";
      Asked fits =
          DOOR.post(GRANTS).as("account").body(longest.formatted(character.repeat(200))).send();
      assertThat(fits.status()).isEqualTo(201);
      Asked over =
          DOOR.post(GRANTS).as("account").body(longest.formatted(character.repeat(201))).send();
      assertThat(over.get("/errors/0/pointer")).isEqualTo("/paymentReference");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@@b.c", "a@b.c\\n"})
  void anEmailThatCannotBeOneIsRefused(String email) {
    Asked asked =
        DOOR.post("/v1/accounts").as("account").body("{\"email\":\"%s\"}".formatted(email)).send();
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/email");
  }

  @Test
  void aReportOfANodeIsCheckedInEveryPart() {
    String job = "/v1/jobs/" + NAMESPACE;
    Asked asked =
        DOOR.post(job + ":complete")
            .as("network")
            .body(
                """
                {"nodeId":"0x12","attempt":0,"tokensIn":"-1","tokensOut":"x","durationMs":"-0",
                 "resultDigest":"ABC"}\
                """)
            .send();
    assertThat(asked.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/nodeId", "/attempt", "/tokensIn", "/tokensOut", "/durationMs", "/resultDigest");
    Asked failed =
        DOOR.post(job + ":fail")
            .as("network")
            .body(
                "{\"nodeId\":\"%s\",\"attempt\":1.5,\"errorCode\":\"No!\"}"
                    .formatted(TestDoor.NODE))
            .send();
    assertThat(failed.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/attempt", "/errorCode");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/network:{}",
        "/network:{\"network\":\"devnet\"}",
        "/models:{\"network\":\"testnet\",\"models\":[]}",
        "/models:{\"network\":\"testnet\",\"models\":[\"a\",\"a\"]}",
        "/models/0:{\"network\":\"testnet\",\"models\":[\"\"]}",
        "/model:{\"network\":\"testnet\",\"model\":\"a\"}"
      })
  void aClaimIsCheckedInEveryPart(String wrong) {
    int colon = wrong.indexOf(':');
    Asked asked =
        DOOR.post("/v1/nodes/" + TestDoor.NODE + ":claim")
            .as("network")
            .body(wrong.substring(colon + 1))
            .send();
    assertThat(asked.json().findValuesAsText("pointer")).containsExactly(wrong.substring(0, colon));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0x12", "testnet", "52908400098527886E0F7030069857D2E4169EE7"})
  void aNodeThatIsNoAddressIsRefused(String node) {
    Asked asked =
        DOOR.post("/v1/nodes/" + node + ":claim")
            .as("network")
            .body("{\"network\":\"testnet\"}")
            .send();
    assertThat(asked.get("/errors/0/parameter")).isEqualTo("nodeId");
  }

  @Test
  void aJobIsCheckedForWhatItMayCarry() {
    Asked keyed =
        DOOR.post("/v1/namespaces/" + NAMESPACE + "/jobs")
            .body(TestDoor.JOB.replace("}", ",\"keyId\":\"mine\"}"))
            .send();
    assertThat(keyed.get("/errors/0/pointer")).isEqualTo("/keyId");
    Asked blind =
        DOOR.post("/v1/networks/testnet/jobs")
            .as("network")
            .body(
                TestDoor.JOB.replace(
                    "}", ",\"amount\":\"1\",\"keyId\":\"%s\"}".formatted(NAMESPACE)))
            .send();
    assertThat(blind.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/amount", "/keyId");
  }

  @Test
  void aConfigurationIsCheckedInEveryPart() {
    Asked asked =
        DOOR.publish(
            TestDoor.multiplied(
                TestDoor.RETRYING.replace("PT1M", "a minute").replace("PT10S", "P1M"),
                """
                {"modes":{"sync":"120","fax":1},"priorities":{"test":1.5},"days":{}}\
                """));
    assertThat(asked.json().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/limits/attemptTimeout",
            "/limits/backOff",
            "/multipliers/modes/sync",
            "/multipliers/modes/fax",
            "/multipliers/priorities/test",
            "/multipliers/days");
  }

  @Test
  void aFlawDeepInsideIsPointedTo() {
    Asked asked =
        DOOR.publish(TestDoor.CONFIG.replace("\"maxTokens\":\"1000\"", "\"maxTokens\":1000"));
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/models/0/maxTokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "not-an-id",
        "1-1-7000-8000-1",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "01981c7e-4c00-7000-8004-00000000002g",
        "%30"
      })
  void anIdThatCoreDidNotMakeIsRefused(String id) {
    Asked asked = DOOR.get("/v1/holds/" + id).send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.get("/errors/0/parameter")).isEqualTo("holdId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=",
        "limit=-1",
        "limit=1&limit=2",
        "limit=99999999999999999999"
      })
  void aLimitOutOfRangeIsRefused(String query) {
    parameter("/entries?" + query, "limit");
  }

  @Test
  void parametersThatAreUnknownOrMalformedAreRefused() {
    parameter("/entries?cursor=AAAA", "cursor");
    parameter("/entries?cursor=%2B%2B", "cursor");
    parameter("/entries?dryRun=true", "dryRun");
    parameter("/credits?amount=-1", "amount");
    parameter("/credits?amount=0", "amount");
    parameter("/credits?amount=9223372036854775808", "amount");
  }

  private static void parameter(String path, String name) {
    Asked asked = DOOR.get("/v1/namespaces/" + NAMESPACE + path).send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.get("/errors/0/parameter")).isEqualTo(name);
  }

  @Test
  void aNetworkThatDoesNotExistIsRefused() {
    Asked asked = DOOR.get("/v1/networks/devnet/config").send();
    assertThat(asked.get("/errors/0/parameter")).isEqualTo("network");
  }

  private static Asked refused(String body, String pointer) {
    Asked asked = DOOR.post(HOLDS).body(body).send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.code()).isEqualTo("invalid_request");
    List<String> pointers = new ArrayList<>(asked.json().findValuesAsText("pointer"));
    assertThat(pointers).contains(pointer);
    return asked;
  }
}
