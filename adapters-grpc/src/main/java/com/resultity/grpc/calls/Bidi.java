package com.resultity.grpc.calls;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.resultity.grpc.errors.v1.Error;
import com.resultity.ports.access.Operation;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A method with a stream of requests and a stream of answers, one for each, in any order.
 *
 * @param operations what its items may ask for; a caller who may do none of them is turned away
 * @param item says what a request is; throws {@link InvalidRequest}
 * @param failed the answer to a request that failed
 */
public record Bidi<Q extends Message, A extends Message>(
    String name,
    Set<Operation> operations,
    Parser<Q> parser,
    Function<Q, Item<?, A>> item,
    Failed<Q, A> failed) {

  /** The answer to a request that failed; replayed when an earlier command with its key did. */
  @FunctionalInterface
  public interface Failed<Q, A> {
    A answer(Q request, Error error, boolean replayed);
  }

  /**
   * One request of a stream.
   *
   * @param idempotencyKey empty when there was none
   * @param answer wraps what was asked for, and whether it is a replay, into the stream's answer
   */
  public record Item<X, A>(
      Operation operation,
      String idempotencyKey,
      @Nullable String reason,
      Ask<X> ask,
      BiFunction<X, Boolean, A> answer) {}
}
