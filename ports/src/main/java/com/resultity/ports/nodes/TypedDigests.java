package com.resultity.ports.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.TypedMessage;
import com.resultity.ports.accounts.Ethereum;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is signed of a message by EIP-712, under the domain {@code Resultity}, version 1. */
public final class TypedDigests {
  /** The domain's name. */
  public static final String NAME = "Resultity";

  /** The domain's version. */
  public static final String VERSION = "1";

  private static final int WORD = 32;
  private static final int ADDRESS = 20;
  private static final String DOMAIN = "EIP712Domain(string name,string version,uint256 chainId)";

  private final Ethereum ethereum;

  public TypedDigests(Ethereum ethereum) {
    this.ethereum = ethereum;
  }

  /** The digest that is signed. */
  public byte[] digest(TypedMessage message, long chainId) {
    byte[] domain = hash(hash(DOMAIN), hash(NAME), hash(VERSION), word(chainId));
    return hash(new byte[] {0x19, 0x01}, domain, struct(message));
  }

  private byte[] struct(TypedMessage message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hash(text(message.type())));
    message.values().forEach(value -> out.writeBytes(encode(value)));
    return ethereum.keccak(out.toByteArray());
  }

  /** The type, and behind it in the order of their names those that it uses. */
  static String text(TypedMessage.Type type) {
    Set<TypedMessage.Type> used = new LinkedHashSet<>();
    gather(type, used);
    used.remove(type);
    return alone(type)
        + used.stream()
            .sorted(Comparator.comparing(TypedMessage.Type::name))
            .map(TypedDigests::alone)
            .collect(Collectors.joining());
  }

  private static void gather(TypedMessage.Type type, Set<TypedMessage.Type> used) {
    if (used.add(type)) {
      type.uses().forEach(each -> gather(each, used));
    }
  }

  private static String alone(TypedMessage.Type type) {
    return type.members().stream()
        .map(member -> member.type() + " " + member.name())
        .collect(Collectors.joining(",", type.name() + "(", ")"));
  }

  private byte[] encode(Object value) {
    return switch (value) {
      case String text -> hash(text);
      case Long number -> word(number);
      case NodeId node -> padded(node);
      case Digest digest -> digest.bytes();
      case TypedMessage message -> struct(message);
      case List<?> several -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        several.forEach(each -> out.writeBytes(encode(each)));
        yield ethereum.keccak(out.toByteArray());
      }
      default -> throw new IllegalArgumentException("no value of EIP-712: " + value.getClass());
    };
  }

  private static byte[] word(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a number of EIP-712 here is not negative");
    }
    return ByteBuffer.allocate(WORD).putLong(WORD - Long.BYTES, number).array();
  }

  private static byte[] padded(NodeId node) {
    byte[] address = HexFormat.of().parseHex(node.address(), 2, node.address().length());
    return ByteBuffer.allocate(WORD).put(WORD - ADDRESS, address).array();
  }

  private byte[] hash(String text) {
    return ethereum.keccak(text.getBytes(UTF_8));
  }

  private byte[] hash(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return ethereum.keccak(out.toByteArray());
  }
}
