package com.resultity.app.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an answer tells, by the names of its members, the outer ones first. */
final class Told {
  // Of these an answer to a command names one when it did something.
  private static final Set<String> DONE =
      Set.of(
          "accountId",
          "namespaceId",
          "grantId",
          "holdId",
          "jobId",
          "keyId",
          "nodeId",
          "address",
          "version");

  private Told() {}

  static boolean somethingDone(Map<String, String> told) {
    return told.keySet().stream().anyMatch(DONE::contains);
  }

  static Map<String, String> by(JsonNode json) {
    Map<String, String> told = new LinkedHashMap<>();
    List<JsonNode> level = List.of(json);
    while (!level.isEmpty()) {
      List<JsonNode> inner = new ArrayList<>();
      for (JsonNode each : level) {
        each.properties().stream()
            .filter(member -> member.getValue().isValueNode())
            .forEach(member -> told.putIfAbsent(member.getKey(), member.getValue().asText()));
        each.forEach(inner::add);
      }
      level = inner;
    }
    return told;
  }

  static Map<String, String> by(Message message) {
    Map<String, String> told = new LinkedHashMap<>();
    List<Message> level = List.of(message);
    while (!level.isEmpty()) {
      List<Message> inner = new ArrayList<>();
      for (Message each : level) {
        each.getAllFields()
            .forEach((field, value) -> {
              if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                told.putIfAbsent(field.getJsonName(), value.toString());
              } else if (value instanceof List<?> several) {
                several.forEach(one -> inner.add((Message) one));
              } else {
                inner.add((Message) value);
              }
            });
      }
      level = inner;
    }
    return told;
  }
}
