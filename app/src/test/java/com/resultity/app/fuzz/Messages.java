package com.resultity.app.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages of a type, and bytes that are none. */
final class Messages {
  private static final int DEEPEST = 6;
  private static final Pattern REQUEST = Pattern.compile("([A-Z])(\\w+)Request");
  // Messages without which there is nothing to do.
  private static final Set<String> MUST =
      Set.of(
          "proof",
          "terms",
          "tariff",
          "limits",
          "max_ttl",
          "ttl",
          "result",
          "job",
          "check",
          "findAccount email",
          "changeAccount roles",
          "proposeModel model",
          "placeHold expires_at",
          "extendHold expires_at");

  private final Chance chance;
  private final Known known;

  Messages(Chance chance, Known known) {
    this.chance = chance;
    this.known = known;
  }

  /** Bytes that are mostly a message of the type. */
  byte[] bytes(Descriptor type) {
    byte[] bytes = message(type, "", 0).toByteArray();
    return switch (chance.calm() ? 12 : chance.below(12)) {
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

  private Message message(Descriptor type, String name, int depth) {
    if (type.getFullName().equals("google.protobuf.Timestamp")) {
      return pair(type, Instant.now().getEpochSecond() + known.soon());
    }
    if (type.getFullName().equals("google.protobuf.Duration")) {
      return pair(type, known.seconds(name));
    }
    Matcher request = REQUEST.matcher(type.getName());
    if (request.matches()) {
      known.begin(request.group(1).toLowerCase(Locale.ROOT) + request.group(2));
    }
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (depth < DEEPEST && wanted(field)) {
        set(message, field, depth);
      }
    }
    if (chance.slip(10)) {
      message.setUnknownFields(unknown());
    }
    return message.build();
  }

  // What there is none of is left out, as whoever asks in earnest would.
  private boolean wanted(FieldDescriptor field) {
    String must = known.operation() + " " + field.getName();
    if (!field.hasPresence() || MUST.contains(field.getName()) || MUST.contains(must)) {
      return !chance.slip(6);
    }
    String name = field.getName().equals("wallet") ? "message" : field.getJsonName();
    boolean lacking =
        chance.calm()
            && (name.equals("expectedVersion") || name.endsWith("Id") || name.equals("message"))
            && known.fitting(name).isEmpty();
    return !lacking && chance.once(2);
  }

  private void set(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      message.setField(field, value(field, depth));
      return;
    }
    List<Object> values = new ArrayList<>();
    for (int i = (chance.calm() ? 1 : 0) + chance.below(4); i > 0; i--) {
      Object value = value(field, depth);
      if (chance.slip(4) || !values.contains(value)) {
        values.add(value);
      }
    }
    message.setField(field, values);
  }

  private Message pair(Descriptor type, long seconds) {
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByNumber(1), chance.slip(4) ? chance.big() : seconds)
        .setField(type.findFieldByNumber(2), chance.slip(6) ? (int) chance.bits() : 0)
        .build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case MESSAGE -> message(field.getMessageType(), field.getJsonName(), depth + 1);
      case ENUM ->
          known.offers(field.getName())
              ? field.getEnumType().findValueByName("MODEL_STATUS_APPROVED")
              : constant(field.getEnumType());
      case STRING -> said(field.getJsonName(), text(field));
      case BYTE_STRING -> ByteString.copyFrom(chance.bytes(40));
      case BOOLEAN -> chance.once(3);
      case INT -> chance.slip(3) ? (int) chance.big() : Integer.parseInt(number(field, 100));
      case LONG -> chance.slip(3) ? chance.big() : Long.parseLong(number(field, 0));
      case FLOAT -> Float.intBitsToFloat((int) chance.bits());
      case DOUBLE -> Double.longBitsToDouble(chance.bits());
    };
  }

  private String said(String name, String text) {
    known.say(name, text);
    return text;
  }

  private String number(FieldDescriptor field, int most) {
    String name = field.getJsonName();
    long any = most > 0 ? 1 + chance.below(most) : known.number(name);
    return said(name, known.fitting(name).orElse(Long.toString(any)));
  }

  private Object constant(EnumDescriptor type) {
    int first = chance.slip(6) ? 0 : 1;
    return chance.slip(6)
        ? type.findValueByNumberCreatingIfUnknown((int) chance.big())
        : type.getName().equals("NetworkName")
            ? network(type)
            : type.getValues().get(first + chance.below(type.getValues().size() - first));
  }

  private EnumValueDescriptor network(EnumDescriptor type) {
    String end = "_" + known.network().toUpperCase(Locale.ROOT);
    return type.getValues().stream()
        .filter(value -> value.getName().endsWith(end))
        .findFirst()
        .orElseThrow();
  }

  private String text(FieldDescriptor field) {
    if (chance.slip(10)) {
      return chance.text();
    }
    String name = field.getJsonName();
    return switch (name) {
      case "nodeId" -> known.node();
      case "name" -> known.fitting(name).orElseGet(this::name);
      case "model", "models" -> "llama";
      case "email" -> known.fitting(name).orElseGet(() -> chance.hex(2) + "@example.org");
      case "address", "wallet" -> known.wallet();
      case "domain" -> "localhost";
      case "idempotencyKey" -> new UUID(chance.bits(), chance.bits()).toString();
      case "resultDigest", "contentHash", "configuration" -> chance.hex(64);
      case "errorCode" -> "out_of_memory";
      case "key" ->
          chance.of(
              field.getContainingType().getName().equals("ModesEntry")
                  ? List.of("sync", "polling", "batch", "stream")
                  : List.of("urgent", "normal", "bulk", "test"));
      default ->
          name.endsWith("Id") ? known.id(name) : known.fitting(name).orElseGet(() -> chance.hex(8));
    };
  }

  private String name() {
    return known.operation().equals("publishConfiguration") ? known.model() : chance.hex(6);
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
