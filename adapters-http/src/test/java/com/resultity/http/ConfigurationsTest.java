package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.resultity.domain.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations and their models over HTTP. */
class ConfigurationsTest {
  private static final String TESTNET = "/v1/networks/testnet";
  private static final String CONFIG = TESTNET + "/config";
  private static final String MODELS = TESTNET + "/models";
  private static final JsonNode FULL =
      TestDoor.CONTRACT.document().at("/components/schemas/ConfigurationTerms/examples/0");

  // Another version of the model that the doors' tests offer.
  private static final String SECOND =
      """
      {"name":"llama","version":"2","requestPrice":"9","inputPrice":"1000000",
       "outputPrice":"1000000","maxTokens":"1000","contentHash":"%s",
       "compatibility":{"runtimes":["vllm"],"minVramMib":40960}}\
      """
          .formatted(TestDoor.DIGEST);

  private final TestDoor door = TestDoor.open();

  @AfterEach
  void close() {
    door.close();
  }

  private Question post(String path, String body) {
    return door.post(path).as("admin").header("Reason", "a test").body(body);
  }

  private Asked move(String verb, String version, String rest) {
    return post(
            MODELS + ":" + verb,
            "{\"name\":\"llama\",\"version\":\"%s\"%s}".formatted(version, rest))
        .send();
  }

  private Asked submit() {
    return door.post("/v1/namespaces/" + door.newNamespace(1000) + "/jobs")
        .body(TestDoor.JOB)
        .send();
  }

  private List<String> statuses() {
    return door.get(MODELS).send().json().findValuesAsText("status");
  }

  @Test
  void aModelIsProposedApprovedDeprecatedAndRetired() {
    door.configure();
    Asked proposed = post(MODELS, SECOND).send();
    assertThat(proposed.status()).isEqualTo(201);
    assertThat(proposed.header("Location")).isEqualTo(MODELS);
    assertThat(proposed.get("/configVersion")).isEqualTo("2");
    assertThat(proposed.get("/model/status")).isEqualTo("proposed");
    assertThat(submit().get("/configVersion")).isEqualTo("2");
    assertThat(submit().get("/price")).isEqualTo("100");

    Asked approved = move("approve", "2", "");
    assertThat(approved.status()).isEqualTo(200);
    assertThat(approved.get("/model/status")).isEqualTo("approved");
    assertThat(approved.get("/model/contentHash")).isEqualTo(TestDoor.DIGEST);
    assertThat(approved.json().at("/model/compatibility").toString())
        .isEqualTo("{\"runtimes\":[\"vllm\"],\"minVramMib\":40960}");
    assertThat(statuses()).containsExactly("deprecated", "approved");
    assertThat(submit().get("/price")).isEqualTo("102");

    Asked deprecated = move("deprecate", "2", ",\"retiresAt\":\"2026-06-02T00:00:00Z\"");
    assertThat(deprecated.get("/model/retiresAt")).isEqualTo("2026-06-02T00:00:00.000000Z");
    assertThat(submit().code()).isEqualTo("model_not_available");
    assertThat(move("retire", "2", "").get("/configVersion")).isEqualTo("5");
    assertThat(statuses()).containsExactly("deprecated", "retired");
  }

  @Test
  void theCatalogueIsListedByNameAndStatus() {
    door.configure(FULL.toString());
    assertThat(door.get(MODELS + "?status=deprecated").send().get("/items/0/version"))
        .isEqualTo("2026-01");
    assertThat(door.get(MODELS + "?name=llama-3.1-70b").send().json().path("items")).hasSize(2);
    assertThat(door.get(MODELS + "?name=llama").send().json().path("items")).isEmpty();
    assertThat(door.get(MODELS + "?status=new").send().code()).isEqualTo("invalid_request");
    assertThat(door.get("/v1/networks/mainnet/models").send().code())
        .isEqualTo("network_not_configured");
  }

  @Test
  void aDeprecationIsUntilATimeToCome() {
    door.configure();
    assertThat(move("deprecate", "1", ",\"retiresAt\":\"2026-06-01T12:00:00Z\"").code())
        .isEqualTo("expiry_not_in_future");
  }

  @Test
  void aConfigurationIsAnsweredWithAllThatWasPublished() {
    door.configure(FULL.toString());
    Asked read = door.get(CONFIG).send();
    ObjectNode expected = FULL.deepCopy();
    ((ObjectNode) expected.at("/models/0")).put("status", "approved");
    ((ObjectNode) expected.at("/models/1")).put("retiresAt", "2026-12-31T00:00:00.000000Z");
    ((ObjectNode) expected.at("/participation"))
        .put("heartbeatInterval", "PT30S")
        .put("messageWindow", "PT5M");
    expected.put("network", "testnet").put("version", "1").put("digest", read.get("/digest"));
    assertThat(read.json()).isEqualTo(expected);
    assertThat(door.get(CONFIG + "/1").send().json()).isEqualTo(read.json());
  }

  @Test
  void whatStandsInDefaultSectionsIsNotPartOfTheDocument() {
    Asked plain = door.publish(TestDoor.CONFIG);
    String defaults = ",\"runtimes\":{},\"participation\":{\"open\":true,\"exclusion\":\"P1D\"}}";
    door.publish(TestDoor.CONFIG.replaceFirst("}$", defaults));
    Asked patch = door.get(CONFIG + "/diff?from=1&to=2").send();
    assertThat(patch.get("/patch/0/value/version")).isEqualTo("2");
    assertThat(patch.json().at("/patch/0/value/terms"))
        .isEqualTo(door.get(CONFIG + "/bundle?version=1").send().json().at("/document/terms"));
    assertThat(plain.json().has("participation")).isFalse();
  }

  @Test
  void aStatusThatMovesBackIsPointedTo() {
    door.configure();
    move("deprecate", "1", "");
    Asked refused = door.publish(TestDoor.CONFIG);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("config_invalid");
    assertThat(refused.get("/errors/0/pointer")).isEqualTo("/models/0/status");
    assertThat(refused.get("/errors/0/detail")).isEqualTo("is deprecated already");
    assertThat(door.get(CONFIG).send().get("/version")).isEqualTo("2");
  }

  @Test
  void anEarlierVersionIsPublishedAnewAndSaysWhatItRestores() {
    door.configure();
    door.configure(TestDoor.RETRYING);
    Asked back = post(CONFIG + ":rollback", "{\"toVersion\":\"1\"}").send();
    assertThat(back.status()).isEqualTo(201);
    assertThat(back.header("Location")).isEqualTo(CONFIG + "/3");
    assertThat(back.get("/limits/maxAttempts")).isEqualTo("2");

    Asked list = door.get(CONFIG + "/versions?limit=2").as("auditor").send();
    assertThat(list.json().at("/items").findValuesAsText("version")).containsExactly("3", "2");
    assertThat(list.get("/items/0/restores")).isEqualTo("1");
    assertThat(list.get("/items/0/principal")).isEqualTo("test-admin");
    assertThat(list.get("/items/0/reason")).isEqualTo("a test");
    assertThat(list.get("/items/0/publishedAt")).isEqualTo("2026-06-01T12:00:00.000000Z");
    assertThat(list.get("/items/0/digest")).isEqualTo(back.get("/digest"));
    assertThat(list.json().at("/items/1").has("restores")).isFalse();
    Asked rest =
        door.get(CONFIG + "/versions?cursor=" + list.get("/nextCursor")).as("auditor").send();
    assertThat(rest.json().findValuesAsText("version")).containsExactly("1");
    assertThat(rest.json().has("nextCursor")).isFalse();
  }

  @Test
  void whoExpectsAnotherVersionChangesNothing() {
    Question first = post(CONFIG, TestDoor.CONFIG).header("If-Match", "\"0\"");
    assertThat(first.send().header("ETag")).isEqualTo("\"1\"");
    Asked refused = post(CONFIG, TestDoor.RETRYING).header("If-Match", "\"0\"").send();
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.code()).isEqualTo("version_mismatch");
    assertThat(refused.get("/facts/version")).isEqualTo("1");
    Asked read = door.get(CONFIG).send();
    assertThat(
            post(CONFIG, TestDoor.RETRYING).header("If-Match", read.header("ETag")).send().status())
        .isEqualTo(201);
    assertThat(
            post(CONFIG + ":rollback", "{\"toVersion\":\"1\"}")
                .header("If-Match", "\"1\"")
                .send()
                .code())
        .isEqualTo("version_mismatch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "W/\"1\"", "*", "\"1\", \"2\"", "\"9223372036854775808\""})
  void anExpectationThatIsNoVersionIsRefused(String tag) {
    Asked refused = post(CONFIG, TestDoor.CONFIG).header("If-Match", tag).send();
    assertThat(refused.code()).isEqualTo("invalid_request");
    assertThat(refused.get("/errors/0/header")).isEqualTo("If-Match");
  }

  @Test
  void aDryRunSaysWhatTheNextVersionWouldBe() {
    door.configure();
    Asked tried = post(MODELS + "?dryRun=true", SECOND).send();
    assertThat(tried.get("/configVersion")).isEqualTo("2");
    assertThat(tried.header("Dry-Run")).isEqualTo("true");
    assertThat(post(CONFIG + "?dryRun=true", TestDoor.CONFIG).send().get("/version"))
        .isEqualTo("2");
    assertThat(door.get(CONFIG).send().get("/version")).isEqualTo("1");
  }

  @Test
  void aRepeatedRequestIsAnsweredAsTheFirst() {
    door.configure();
    Asked first = post(MODELS, SECOND).key("once").send();
    move("approve", "2", "");
    Asked again = post(MODELS, SECOND).key("once").send();
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(post(MODELS, SECOND.replace("40960", "8")).key("once").send().code())
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void aBundleIsSignedForAnyoneWhoAsks() {
    door.configure();
    door.configure(FULL.toString());
    Asked now = door.get(CONFIG + "/bundle").without("Authorization").send();
    assertThat(now.get("/version")).isEqualTo("2");
    assertThat(now.get("/digest")).isEqualTo(door.get(CONFIG).send().get("/digest"));
    SignedNote note =
        SignedNote.parse(now.get("/note").getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(note.text())
        .isEqualTo("resultity configuration\ntestnet\n2\n" + now.get("/digest") + "\n");
    assertThat(note.standing(TestDoor.KEY.verifier())).isEqualTo(SignedNote.Standing.SIGNED);
    assertThat(door.get("/v1/networks/configuration-key").send().get("/verifierKey"))
        .isEqualTo(TestDoor.KEY.verifier().toString());
    Asked first = door.get(CONFIG + "/bundle?version=1").send();
    assertThat(first.get("/document/version")).isEqualTo("1");
    assertThat(first.get("/note")).contains("\n1\n").isNotEqualTo(now.get("/note"));
    assertThat(door.get(CONFIG + "/bundle?version=1").send().text()).isEqualTo(first.text());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    door.configure();
    for (String path :
        List.of("/2", "/0", "/bundle?version=2", "/diff?from=1&to=2", "/diff?from=2&to=1")) {
      assertThat(door.get(CONFIG + path).send().code()).isEqualTo("configuration_not_found");
    }
    assertThat(door.get("/v1/networks/mainnet/config/bundle").send().code())
        .isEqualTo("network_not_configured");
    assertThat(door.get(CONFIG + "/diff?from=1").send().get("/errors/0/parameter")).isEqualTo("to");
    assertThat(door.get(CONFIG + "/latest").send().get("/errors/0/parameter")).isEqualTo("version");
    assertThat(door.post(CONFIG + "/1").send().header("Allow")).isEqualTo("GET, HEAD");
  }
}
