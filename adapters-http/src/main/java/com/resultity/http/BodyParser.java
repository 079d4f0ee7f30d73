package com.resultity.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a body as its schema says, or tells everything that is wrong with it. */
final class BodyParser {
  private static final int MAX_FLAWS = 50;

  // UTF-8 alone (RFC 8259), no name twice, nothing after the value, and no deeper than any schema.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(32)
                          .maxNameLength(100)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BodyParser() {}

  static Body parse(byte[] bytes, Contract.Shape shape) {
    Schema schema = shape.body();
    if (schema == null || (bytes.length == 0 && !shape.bodyRequired())) {
      return new Body(JSON.createObjectNode(), "");
    }
    JsonNode tree = tree(bytes);
    List<Error> errors = schema.validate(tree);
    if (!errors.isEmpty()) {
      throw new BadRequest(errors.stream().limit(MAX_FLAWS).map(BodyParser::flaw).toList());
    }
    return new Body(tree, "");
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree.isMissingNode()) {
        throw new BadRequest(Flaw.Where.BODY, "", "a body is required");
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      throw new BadRequest(Flaw.Where.BODY, pointer(malformed), reason(malformed));
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
  }

  private static String pointer(JsonProcessingException malformed) {
    return malformed.getProcessor() instanceof JsonParser parser
        ? parser.getParsingContext().pathAsPointer().toString()
        : "";
  }

  private static String reason(JsonProcessingException malformed) {
    String message = malformed.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate field")) {
      return "is given twice";
    }
    var place = malformed.getLocation();
    return place == null
        ? "is not valid JSON"
        : "is not valid JSON at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  private static Flaw flaw(Error error) {
    String at = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "required" -> flaw(child(at, error), "is required");
      case "additionalProperties" -> flaw(child(at, error), "is not known here");
      case "type" -> flaw(at, "must be of type " + error.getArguments()[1]);
      case "enum" -> flaw(at, "must be one of " + values(error));
      default -> flaw(at, error.getMessage());
    };
  }

  private static Flaw flaw(String pointer, String detail) {
    return new Flaw(Flaw.Where.BODY, pointer, detail);
  }

  private static String child(String parent, Error error) {
    JsonPointer name = JsonPointer.empty().appendProperty(error.getProperty());
    return parent + name;
  }

  private static String values(Error error) {
    List<String> values = new ArrayList<>();
    error.getSchemaNode().forEach(value -> values.add(value.asText()));
    return String.join(", ", values);
  }
}
