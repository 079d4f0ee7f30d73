package com.resultity.ports.nodes;

import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.TypedMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What nodes sign, as wallets take it. */
public final class MessageTypes {
  private static final TypedMessage.Type DOMAIN =
      new TypedMessage.Type(
          "EIP712Domain",
          List.of(
              new TypedMessage.Member("string", "name"),
              new TypedMessage.Member("string", "version"),
              new TypedMessage.Member("uint256", "chainId")),
          List.of());
  private static final String JSON = write();

  private MessageTypes() {}

  /**
   * The domain, without the chain, and the types, as EIP-712 has them in JSON: {@code
   * {"domain":{"name","version"},"types":{"PauseNode":[{"name","type"}]}}}.
   */
  public static String json() {
    return JSON;
  }

  // All that is written is known and needs no escapes.
  private static String write() {
    Map<String, TypedMessage.Type> types = new LinkedHashMap<>();
    add(DOMAIN, types);
    NodeMessages.types().forEach(type -> add(type, types));
    return types.values().stream()
        .map(MessageTypes::write)
        .collect(
            Collectors.joining(
                ",",
                "{\"domain\":{\"name\":\"%s\",\"version\":\"%s\"},\"types\":{"
                    .formatted(TypedDigests.NAME, TypedDigests.VERSION),
                "}}"));
  }

  private static void add(TypedMessage.Type type, Map<String, TypedMessage.Type> types) {
    types.put(type.name(), type);
    type.uses().forEach(each -> add(each, types));
  }

  private static String write(TypedMessage.Type type) {
    return type.members().stream()
        .map(member -> "{\"name\":\"%s\",\"type\":\"%s\"}".formatted(member.name(), member.type()))
        .collect(Collectors.joining(",", "\"" + type.name() + "\":[", "]"));
  }
}
