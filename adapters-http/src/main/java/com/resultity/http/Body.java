package com.resultity.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request that has kept to its schema. What a schema cannot say, such as that a
 * month has so many days, fails here.
 */
public final class Body {
  private final JsonNode object;
  private final String pointer;

  Body(JsonNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  public boolean has(String name) {
    return object.has(name);
  }

  public <T> @Nullable T orNull(String name, Function<String, T> read) {
    return has(name) ? read.apply(name) : null;
  }

  public String text(String name) {
    return object.path(name).textValue();
  }

  public long big(String name) {
    return Long.parseLong(text(name));
  }

  /** A flag; absent is false. */
  public boolean flag(String name) {
    return object.path(name).booleanValue();
  }

  public int number(String name) {
    return object.path(name).intValue();
  }

  public UUID id(String name) {
    return UUID.fromString(text(name));
  }

  public Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException impossible) {
      throw flaw(name, "is no day and time there is");
    }
  }

  public Duration duration(String name) {
    try {
      return Duration.parse(text(name));
    } catch (DateTimeException impossible) {
      throw flaw(name, "is no duration");
    }
  }

  /** Says what is wrong with a member that has kept to its schema. */
  public BadRequest flaw(String name, String detail) {
    return new BadRequest(Flaw.Where.BODY, pointer + "/" + name, detail);
  }

  /** A constant by its code. */
  public <E extends Enum<E>> E code(String name, Class<E> type) {
    return constant(text(name), type);
  }

  private static <E extends Enum<E>> E constant(String code, Class<E> type) {
    return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
  }

  /** A constant by its code, or another when there is none. */
  public <E extends Enum<E>> E code(String name, E absent) {
    return has(name) ? code(name, absent.getDeclaringClass()) : absent;
  }

  /** Texts; none when they are not there. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : object.path(name)) {
      texts.add(element.textValue());
    }
    return texts;
  }

  /** Texts by their names; none when they are not there. */
  public Map<String, String> textsByName(String name) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : object.path(name).properties()) {
      texts.put(each.getKey(), each.getValue().textValue());
    }
    return texts;
  }

  /** Numbers by the codes of constants; none when they are not there. */
  public <E extends Enum<E>> Map<E, Integer> numbers(String name, Class<E> type) {
    Map<E, Integer> numbers = new EnumMap<>(type);
    for (Map.Entry<String, JsonNode> each : object.path(name).properties()) {
      numbers.put(constant(each.getKey(), type), each.getValue().intValue());
    }
    return numbers;
  }

  /** 64-bit numbers. */
  public List<Long> bigs(String name) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode element : object.path(name)) {
      numbers.add(Long.valueOf(element.textValue()));
    }
    return numbers;
  }

  /** Constants by their codes. */
  public <E extends Enum<E>> List<E> codes(String name, Class<E> type) {
    List<E> codes = new ArrayList<>();
    for (JsonNode element : object.path(name)) {
      codes.add(constant(element.textValue(), type));
    }
    return codes;
  }

  public Body object(String name) {
    return new Body(object.path(name), pointer + "/" + name);
  }

  public List<Body> objects(String name) {
    List<Body> objects = new ArrayList<>();
    for (JsonNode element : object.path(name)) {
      objects.add(new Body(element, pointer + "/" + name + "/" + objects.size()));
    }
    return objects;
  }
}
