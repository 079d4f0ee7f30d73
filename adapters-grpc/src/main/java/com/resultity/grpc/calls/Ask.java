package com.resultity.grpc.calls;

import com.resultity.domain.journal.Command;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Outcome.Done;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a well-formed request asks for.
 *
 * @param <A> the message that answers it
 */
public sealed interface Ask<A> {
  /** What a narrowed token must cover. */
  Target target();

  /**
   * A command.
   *
   * @param answer renders what was recorded, and nothing else: a replay must answer the same
   */
  record Change<A>(Target target, Command command, Function<Done, A> answer) implements Ask<A> {}

  /** A question. */
  record Look<A>(Target target, Supplier<Future<A>> answer) implements Ask<A> {}
}
