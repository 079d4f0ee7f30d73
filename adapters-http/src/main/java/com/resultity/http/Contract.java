package com.resultity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document: what every request is checked against, and what is served as it stands. */
final class Contract {
  private static final String BASE = "https://resultity.com/openapi";

  private final byte[] text;
  private final JsonNode document;
  private final SchemaRegistry registry;
  private final Map<String, Shape> shapes = new HashMap<>();

  /**
   * What a request of one operation may look like.
   *
   * @param query the names of its query parameters
   * @param body the schema of its body; null when it takes none
   */
  record Shape(Set<String> query, boolean bodyRequired, @Nullable Schema body) {}

  private Contract(byte[] text) throws IOException {
    this.text = text;
    this.document = new YAMLMapper().readTree(text);
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().errorMessageKeyword("x-messages").build();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(config).schemas(Map.of(BASE, document.toString())));
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.has("operationId")) {
          shapes.put(operation.get("operationId").textValue(), shape(operation));
        }
      }
    }
  }

  static Contract load() {
    try (InputStream file =
        Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"))) {
      return new Contract(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  byte[] text() {
    return text.clone();
  }

  /** The document as a tree. */
  JsonNode document() {
    return document;
  }

  Shape shape(String operationId) {
    return Objects.requireNonNull(shapes.get(operationId), operationId);
  }

  /** The schema that a reference into the document names. */
  Schema schema(String reference) {
    return registry.getSchema(SchemaLocation.of(BASE + reference));
  }

  private Shape shape(JsonNode operation) {
    Set<String> query = new HashSet<>();
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = document.at(reference.path("$ref").asText().substring(1));
      if (parameter.path("in").asText().equals("query")) {
        query.add(parameter.path("name").asText());
      }
    }
    JsonNode body = operation.path("requestBody");
    JsonNode schema = body.path("content").path(Reply.JSON).path("schema").path("$ref");
    return new Shape(
        Set.copyOf(query),
        body.path("required").asBoolean(),
        schema.isMissingNode() ? null : schema(schema.textValue()));
  }
}
