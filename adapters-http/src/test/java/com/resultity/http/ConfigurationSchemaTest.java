package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published JSON Schema of configurations is the part of the contract that they are held to.
 */
class ConfigurationSchemaTest {
  private static final Path FILE = Path.of("src/main/resources/configuration.schema.json");
  private static final String COMPONENTS = "#/components/schemas/";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void thePublishedSchemaIsTheContracts() throws IOException {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "https://resultity.com/schemas/configuration.schema.json");
    schema.put("title", "A Resultity network's configuration");
    schema.put("description", "What is published, or the canonical document that is signed.");
    schema.put("type", "object");
    ObjectNode document = schema.putObject("if").put("type", "object");
    document.putObject("properties").putObject("terms");
    document.putArray("required").add("terms");
    schema.putObject("then").put("$ref", "#/$defs/ConfigurationDocument");
    schema.putObject("else").put("$ref", "#/$defs/ConfigurationTerms");
    Map<String, JsonNode> used = new TreeMap<>();
    use("ConfigurationDocument", used);
    schema.putObject("$defs").setAll(used);
    String expected = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";

    Files.writeString(Path.of("target/configuration.schema.json"), expected);
    assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
        .as("to write it anew: cp adapters-http/target/configuration.schema.json " + FILE)
        .isEqualTo(expected);
  }

  private static void use(String name, Map<String, JsonNode> used) {
    if (!used.containsKey(name)) {
      JsonNode schema = TestDoor.CONTRACT.document().at("/components/schemas/" + name).deepCopy();
      used.put(name, schema);
      adapt(schema, used);
    }
  }

  // What only our own messages and generators read is left out.
  private static void adapt(JsonNode node, Map<String, JsonNode> used) {
    if (node instanceof ObjectNode object) {
      object.remove("x-messages");
      if (object.path("format").asText().equals("int32")) {
        object.remove("format");
      }
      String reference = object.path("$ref").asText();
      if (!reference.isEmpty()) {
        String name = reference.substring(COMPONENTS.length());
        object.put("$ref", "#/$defs/" + name);
        use(name, used);
      }
    }
    node.forEach(child -> adapt(child, used));
  }

  @Test
  void whatIsPublishedAndWhatIsSignedKeepsToTheServedSchema() throws IOException {
    try (TestDoor door = TestDoor.open()) {
      Schema schema = schema(door);
      for (JsonNode terms :
          TestDoor.CONTRACT.document().at("/components/schemas/ConfigurationTerms/examples")) {
        assertThat(schema.validate(terms)).isEmpty();
        door.configure(terms.toString());
        JsonNode bundle = door.get("/v1/networks/testnet/config/bundle").send().json();
        assertThat(schema.validate(bundle.path("document"))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"models\":[]}",
        "{\"models\":[],\"limits\":{\"maxTtl\":\"PT1H\",\"maxAttempts\":1},\"more\":1}",
        "{\"terms\":{\"models\":[],\"limits\":{\"maxTtl\":\"PT1H\",\"maxAttempts\":1}}}"
      })
  void whatIsNeitherDoesNot(String text) throws IOException {
    try (TestDoor door = TestDoor.open()) {
      assertThat(schema(door).validate(JSON.readTree(text))).isNotEmpty();
    }
  }

  private static Schema schema(TestDoor door) {
    Asked asked =
        door.get("/v1/networks/configuration.schema.json").without("Authorization").send();
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.header("Content-Type")).isEqualTo("application/schema+json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(asked.text());
  }
}
