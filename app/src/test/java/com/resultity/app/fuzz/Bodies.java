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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as schemas say, and as they do not. */
final class Bodies {
  private static final Pattern PART = Pattern.compile("[A-Z](?!atch)(\\w+)Command");
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
          .map(text -> said(name, text))
          .orElseGet(() -> referred(reference, referred, name));
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.has("enum")) {
      JsonNode one = schema.path("enum").get(chance.below(schema.path("enum").size()));
      return said(name, known.offers(name) ? "approved" : one.asText());
    }
    if (schema.has("allOf")) {
      JsonNode each = schema.path("allOf");
      return value(each.get(chance.below(each.size())).path("then"), name);
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema, name);
      case "integer" -> NODES.numberNode(integer(schema, name));
      case "boolean" -> NODES.booleanNode(chance.once(2));
      default -> said(name, text(name));
    };
  }

  private JsonNode referred(String reference, String schema, String name) {
    Matcher command = PART.matcher(schema);
    if (command.matches()) {
      known.begin(Character.toLowerCase(schema.charAt(0)) + command.group(1));
    }
    return value(PublicContract.document().at(reference.substring(1)), name);
  }

  private JsonNode said(String name, String text) {
    known.say(name, text);
    return NODES.textNode(text);
  }

  private int integer(JsonNode schema, String name) {
    Optional<String> fitting = known.fitting(name);
    if (fitting.isPresent()) {
      return Integer.parseInt(fitting.get());
    }
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(100);
    return least < 0 && !chance.slip(4)
        ? 1 + chance.below(100)
        : (int) least + chance.below(Math.clamp(most - least + 1, 1, Integer.MAX_VALUE));
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(member -> required.add(member.asText()));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      if (required.contains(each.getKey()) || wanted(each.getKey())) {
        object.set(each.getKey(), value(each.getValue(), each.getKey()));
      }
    }
    if (chance.calm() && object.size() < schema.path("minProperties").asInt()) {
      return object(schema);
    }
    return object;
  }

  // What there is none of is left out, as whoever asks in earnest would.
  private boolean wanted(String name) {
    boolean none =
        chance.calm()
            && (name.endsWith("Id") || name.equals("wallet"))
            && known.fitting(name.equals("wallet") ? "message" : name).isEmpty();
    return !none && chance.once(2);
  }

  private JsonNode array(JsonNode schema, String name) {
    List<JsonNode> several = new ArrayList<>();
    int count = Math.max(schema.path("minItems").asInt(0), chance.calm() ? 1 : 0);
    for (int i = count + chance.below(4); i > 0; i--) {
      JsonNode value = value(schema.path("items"), name);
      if (chance.slip(4) || !several.contains(value)) {
        several.add(value);
      }
    }
    return NODES.arrayNode().addAll(several);
  }

  /** A text of a schema of that name, if it is one of texts. */
  private Optional<String> text(String schema, String name) {
    return Optional.ofNullable(
        switch (schema) {
          case "Id" -> known.id(name);
          case "NodeId" -> known.node();
          case "Address" -> known.wallet();
          case "Time" -> chance.slip(2) ? chance.oddTime() : time();
          case "Duration" -> duration(name);
          case "Int64", "Count", "Positive" -> number(name);
          case "Digest" -> chance.hex(64);
          case "FailureCode" -> "out_of_memory";
          case "Name" -> chance.slip(2) ? chance.text() : name(name);
          case "Email" -> known.fitting(name).orElseGet(() -> chance.hex(2) + "@example.org");
          case "PaymentReference", "ContentReference" ->
              chance.slip(2) ? chance.text() : chance.hex(9);
          default -> null;
        });
  }

  private String time() {
    return Instant.now().plusSeconds(known.soon()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String duration(String name) {
    return chance.slip(2) ? chance.oddDuration() : "PT" + known.seconds(name) + "S";
  }

  private String number(String name) {
    return chance.slip(2)
        ? chance.oddNumber()
        : known.fitting(name).orElseGet(() -> Long.toString(known.number(name)));
  }

  private String name(String name) {
    Optional<String> fitting = known.fitting(name);
    if (fitting.isPresent()) {
      return fitting.get();
    }
    if (!name.equals("name")) {
      return "llama";
    }
    return known.operation().equals("publishConfiguration") ? known.model() : chance.hex(6);
  }

  // What has no schema of its own.
  private String text(String name) {
    return chance.slip(2)
        ? chance.text()
        : switch (name) {
          case "chainId" -> "1";
          case "domain" -> "localhost";
          case "overlap" -> duration(name);
          default -> known.fitting(name).orElse(name);
        };
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
