package com.resultity.ports.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a line that Core wrote. A field that is missing or of another type is an error. */
final class Fields {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<?, ?> values;

  private Fields(Map<?, ?> values) {
    this.values = values;
  }

  static Fields parse(byte[] line) {
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      Fields fields = new Fields(object(parser));
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one value");
      }
      return fields;
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  Fields object(String name) {
    return new Fields(require(name, Map.class));
  }

  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (Object element : require(name, List.class)) {
      if (!(element instanceof Map<?, ?> object)) {
        throw new IllegalArgumentException(name + " holds something other than objects");
      }
      objects.add(new Fields(object));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : require(name, List.class)) {
      texts.add((String) element);
    }
    return texts;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  List<String> names() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  boolean isText(String name) {
    return values.get(name) instanceof String;
  }

  String text(String name) {
    return require(name, String.class);
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  <T> @Nullable T orNull(String name, Function<String, T> read) {
    return has(name) ? read.apply(name) : null;
  }

  UUID id(String name) {
    return UUID.fromString(text(name));
  }

  long big(String name) {
    return Long.parseLong(text(name));
  }

  int number(String name) {
    return require(name, Integer.class);
  }

  boolean flag(String name) {
    return require(name, Boolean.class);
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  Duration duration(String name) {
    return Duration.parse(text(name));
  }

  private <T> T require(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " is missing or of another type");
    }
    return type.cast(value);
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException("unexpected " + parser.currentToken());
    };
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }
}
