package com.resultity.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The least that a message of any type must say to be well-formed, found in its descriptor. */
final class Minimal {
  private static final String ID = "01981c7e-4c00-7000-8004-00000000002a";
  private static final long HOUR = 3600;

  private final Map<String, String> ids;
  private final String choice;

  /**
   * @param ids values of fields by name; other ids are made up
   * @param choice which field of a oneof is set
   */
  Minimal(Map<String, String> ids, String choice) {
    this.ids = ids;
    this.choice = choice;
  }

  Message of(Descriptor type) {
    DynamicMessage.Builder made = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (!wanted(field)) {
        continue;
      }
      if (field.isRepeated()) {
        made.addRepeatedField(field, value(field));
      } else {
        made.setField(field, value(field));
      }
    }
    return made.build();
  }

  private boolean wanted(FieldDescriptor field) {
    if (field.getRealContainingOneof() != null) {
      return field.getName().equals(choice);
    }
    boolean optional = field.getContainingOneof() != null;
    return !optional || ids.containsKey(field.getName()) || field.getName().equals("roles");
  }

  private Object value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case STRING -> text(field.getName());
      case INT -> 1;
      case LONG -> 1L;
      case BOOLEAN -> false;
      case ENUM -> field.getEnumType().findValueByNumber(1);
      case MESSAGE -> message(field);
      case FLOAT, DOUBLE, BYTE_STRING -> field.getDefaultValue();
    };
  }

  private String text(String name) {
    if (name.equals("node_id") || name.equals("address")) {
      return Story.NODE;
    }
    if (name.endsWith("_id")) {
      return ids.getOrDefault(name, ID);
    }
    if (name.equals("idempotency_key")) {
      return UUID.randomUUID().toString();
    }
    return name.endsWith("digest") ? "9f".repeat(32) : "0x";
  }

  private Message message(FieldDescriptor field) {
    Descriptor type = field.getMessageType();
    if (type.equals(Timestamp.getDescriptor())) {
      return Timestamp.newBuilder()
          .setSeconds(Instant.now().getEpochSecond() + hours(field.getName()) * HOUR)
          .build();
    }
    return type.equals(Duration.getDescriptor())
        ? Duration.newBuilder().setSeconds(1).build()
        : of(type);
  }

  private static long hours(String name) {
    return switch (name) {
      case "from" -> -2;
      case "to", "at" -> -1;
      default -> 1;
    };
  }
}
