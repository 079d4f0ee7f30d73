package com.resultity.app.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Messages of a type, and bytes that are none. */
final class Messages {
  private static final int DEEPEST = 6;

  private final Chance chance;
  private final Known known;

  Messages(Chance chance, Known known) {
    this.chance = chance;
    this.known = known;
  }

  /** Bytes that are mostly a message of the type. */
  byte[] bytes(Descriptor type) {
    byte[] bytes = message(type, 0).toByteArray();
    return switch (chance.below(24)) {
      case 0 -> chance.bytes(200);
      case 1 -> Arrays.copyOf(bytes, chance.below(bytes.length + 1));
      case 2 -> flipped(bytes);
      case 3 -> chance.once(20) ? new byte[(1 << 20) + 1] : new byte[0];
      default -> bytes;
    };
  }

  private byte[] flipped(byte[] bytes) {
    for (int i = 0; i <= chance.below(4) && bytes.length > 0; i++) {
      bytes[chance.below(bytes.length)] = (byte) chance.below(256);
    }
    return bytes;
  }

  private Message message(Descriptor type, int depth) {
    if (type.getFullName().equals("google.protobuf.Timestamp")) {
      return pair(type, Instant.now().getEpochSecond() + chance.below(7200));
    }
    if (type.getFullName().equals("google.protobuf.Duration")) {
      return pair(type, 1 + chance.below(600));
    }
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean wanted =
          !chance.once(field.hasPresence() && !field.getName().endsWith("_id") ? 2 : 12);
      if (wanted && depth < DEEPEST) {
        set(message, field, depth);
      }
    }
    if (chance.once(20)) {
      message.setUnknownFields(unknown());
    }
    return message.build();
  }

  private void set(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      message.setField(field, value(field, depth));
      return;
    }
    for (int i = chance.below(4); i > 0; i--) {
      message.addRepeatedField(field, value(field, depth));
    }
  }

  private Message pair(Descriptor type, long seconds) {
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByNumber(1), chance.once(8) ? chance.big() : seconds)
        .setField(type.findFieldByNumber(2), chance.once(12) ? (int) chance.bits() : 0)
        .build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case MESSAGE -> message(field.getMessageType(), depth + 1);
      case ENUM -> constant(field.getEnumType());
      case STRING -> text(field.getName());
      case BYTE_STRING -> ByteString.copyFrom(chance.bytes(40));
      case BOOLEAN -> chance.once(3);
      case INT -> chance.once(6) ? (int) chance.big() : chance.below(200);
      case LONG -> chance.big();
      case FLOAT -> Float.intBitsToFloat((int) chance.bits());
      case DOUBLE -> Double.longBitsToDouble(chance.bits());
    };
  }

  private Object constant(EnumDescriptor type) {
    return chance.once(12)
        ? type.findValueByNumberCreatingIfUnknown((int) chance.big())
        : type.getValues().get(chance.below(type.getValues().size()));
  }

  private String text(String field) {
    if (chance.once(20)) {
      return chance.text();
    }
    return switch (field) {
      case "node_id" -> known.node();
      case "name" -> chance.once(2) ? "llama" : chance.hex(6);
      case "model", "models" -> "llama";
      case "email" -> chance.hex(12) + "@example.org";
      case "idempotency_key" -> new UUID(chance.bits(), chance.bits()).toString();
      case "result_digest" -> chance.hex(64);
      case "error_code" -> "out_of_memory";
      default -> field.endsWith("_id") ? known.id(field) : chance.hex(8);
    };
  }

  private UnknownFieldSet unknown() {
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(chance.bits())
            .addLengthDelimited(ByteString.copyFrom(chance.bytes(50)))
            .build();
    return UnknownFieldSet.newBuilder().addField(1000 + chance.below(1_000_000), field).build();
  }
}
