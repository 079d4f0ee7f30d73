package com.resultity.grpc.calls;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.resultity.ports.access.Operation;
import java.util.function.Function;

/**
 * A method with one request and one answer.
 *
 * @param read reads a request; throws {@link InvalidRequest}
 */
public record Unary<Q extends Message, A extends Message>(
    Operation operation, Parser<Q> parser, Function<Q, Ask<A>> read) {

  /** The operation's name in the way of protobuf. */
  public String name() {
    StringBuilder name = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }
}
