package com.resultity.domain.nodes;

import java.util.List;

/**
 * A message as EIP-712 has it: structured data that wallets show and sign.
 *
 * @param values one for each member of the type: a string, a long, a {@link NodeId}, a {@link
 *     com.resultity.domain.journal.Digest}, a list of strings, or one of messages
 */
public record TypedMessage(Type type, List<Object> values) {
  public TypedMessage {
    values = List.copyOf(values);
    if (values.size() != type.members().size()) {
      throw new IllegalArgumentException("as many values as members");
    }
  }

  /**
   * A type of EIP-712.
   *
   * @param uses the types of its members that are structures themselves
   */
  public record Type(String name, List<Member> members, List<Type> uses) {
    public Type {
      members = List.copyOf(members);
      uses = List.copyOf(uses);
    }

    /** With members as Solidity writes them: the type, a space, the name. */
    static Type of(String name, List<Type> uses, String... members) {
      return new Type(name, List.of(members).stream().map(Member::parse).toList(), uses);
    }
  }

  /** A member of a type. */
  public record Member(String type, String name) {
    static Member parse(String text) {
      int space = text.indexOf(' ');
      return new Member(text.substring(0, space), text.substring(space + 1));
    }
  }
}
