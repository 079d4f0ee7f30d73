package com.resultity.app.fuzz;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.resultity.http.PublicContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as schemas say, and as they do not. */
final class Bodies {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  // Escaped, so that a lone surrogate can be written.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Chance chance;
  private final Known known;

  Bodies(Chance chance, Known known) {
    this.chance = chance;
    this.known = known;
  }

  /** A value of a schema, which a member of that name has. */
  JsonNode value(JsonNode schema, String name) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      String referred = reference.substring(reference.lastIndexOf('/') + 1);
      return text(referred, name)
          .map(text -> (JsonNode) NODES.textNode(text))
          .orElseGet(() -> value(PublicContract.document().at(reference.substring(1)), name));
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.has("enum")) {
      return schema.path("enum").get(chance.below(schema.path("enum").size()));
    }
    if (schema.has("allOf")) {
      JsonNode each = schema.path("allOf");
      return value(each.get(chance.below(each.size())).path("then"), name);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema, name);
      case "integer" -> NODES.numberNode(integer(schema));
      case "boolean" -> NODES.booleanNode(chance.once(2));
      default -> NODES.textNode(chance.once(2) ? name : chance.text());
    };
  }

  private int integer(JsonNode schema) {
    int least = schema.path("minimum").asInt(0);
    return least + chance.below(Math.max(1, schema.path("maximum").asInt(100) - least + 1));
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(member -> required.add(member.asText()));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      if (required.contains(each.getKey()) || chance.once(2)) {
        object.set(each.getKey(), value(each.getValue(), each.getKey()));
      }
    }
    return object;
  }

  private JsonNode array(JsonNode schema, String name) {
    ArrayNode array = NODES.arrayNode();
    int count = schema.path("minItems").asInt(0) + chance.below(4);
    for (int i = 0; i < count; i++) {
      array.add(value(schema.path("items"), name));
    }
    return array;
  }

  /** A text of a schema of that name, if it is one of texts. */
  private Optional<String> text(String schema, String name) {
    return Optional.ofNullable(
        switch (schema) {
          case "Id" -> known.id(name);
          case "NodeId" -> known.node();
          case "Time" -> chance.time();
          case "Duration" -> chance.duration();
          case "Int64", "Count" -> chance.number();
          case "Digest" -> chance.hex(64);
          case "Name" ->
              chance.once(4) ? chance.text() : name.equals("name") ? chance.hex(6) : "llama";
          case "Email" -> chance.hex(12) + "@example.org";
          case "PaymentReference", "ContentReference" ->
              chance.once(4) ? chance.text() : chance.hex(9);
          default -> null;
        });
  }

  byte[] write(JsonNode value) {
    try {
      return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
  }

  /** The same with something wrong with it. */
  byte[] mutated(JsonNode value) {
    return switch (chance.below(10)) {
      case 0 -> chance.bytes(300);
      case 1 -> truncated(write(value));
      case 2 -> flipped(write(value));
      case 3 -> ("[".repeat(1 + chance.below(5000)) + "]").getBytes(StandardCharsets.UTF_8);
      case 4 -> twice(new String(write(value), StandardCharsets.UTF_8));
      case 5 -> new byte[0];
      default -> write(changed(value));
    };
  }

  private byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, chance.below(bytes.length + 1));
  }

  private byte[] flipped(byte[] bytes) {
    for (int i = 0; i <= chance.below(4) && bytes.length > 0; i++) {
      bytes[chance.below(bytes.length)] = (byte) chance.below(256);
    }
    return bytes;
  }

  private byte[] twice(String json) {
    String inside = json.substring(1, json.length() - 1);
    return ("{" + inside + "," + inside + "}").getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode changed(JsonNode value) {
    if (value instanceof ObjectNode object && !object.isEmpty() && !chance.once(6)) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = chance.of(names);
      switch (chance.below(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(chance.once(2) ? chance.text() : name + "s", object.path(name));
        default -> object.set(name, changed(object.path(name)));
      }
      return object;
    }
    if (value instanceof ArrayNode array && !array.isEmpty() && !chance.once(4)) {
      int at = chance.below(array.size());
      array.set(at, changed(array.get(at)));
      return array;
    }
    return odd();
  }

  private JsonNode odd() {
    return switch (chance.below(9)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(chance.big());
      case 3 -> NODES.numberNode(new BigInteger("9".repeat(1 + chance.below(60))));
      case 4 -> NODES.numberNode(1e300 * chance.below(10));
      case 5 -> NODES.arrayNode().add(chance.text());
      case 6 -> NODES.objectNode().put(chance.text(), chance.text());
      default -> NODES.textNode(chance.text());
    };
  }
}
