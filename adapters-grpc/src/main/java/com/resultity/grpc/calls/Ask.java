package com.resultity.grpc.calls;

import com.resultity.domain.journal.Command;
import com.resultity.grpc.errors.v1.Error;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.ledger.RunBatch;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
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

  /** A command whose id follows from its idempotency key. */
  record Named<A>(Target target, Function<String, Change<A>> change) implements Ask<A> {}

  /**
   * Commands in one request.
   *
   * @param failed says why one of them failed, and whether an earlier call's did
   */
  record Batch<A, O>(
      boolean atomic,
      List<Part<O>> parts,
      BiFunction<Error, Boolean, O> failed,
      Function<List<O>, A> answer)
      implements Ask<A> {

    /** Each command has a target of its own. */
    @Override
    public Target target() {
      return new Target.Shared();
    }
  }

  /**
   * A command of a batch.
   *
   * @param answer as that of a {@link Change}
   */
  record Part<O>(RunBatch.Item item, Function<Done, O> answer) {}

  /** What comes to one command, several or none, as Core finds out on the way. */
  record Act<A>(Target target, Function<Caller, Future<Acted<A>>> action) implements Ask<A> {}

  /**
   * What an act came to.
   *
   * @param replayed whether an earlier one with the same key did it
   */
  record Acted<A>(A answer, boolean replayed) {}

  /** A question, whose answer may depend on who asks. */
  record Look<A>(Target target, Function<Principal, Future<A>> answer) implements Ask<A> {
    public Look(Target target, Supplier<Future<A>> answer) {
      this(target, _ -> answer.get());
    }
  }
}
