package com.resultity.grpc.calls;

import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.ledger.RunBatch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Says what became of the commands of a batch. */
record BatchAnswers<A, O>(Ask.Batch<A, O> batch, String traceId) {

  /** All of them happened. */
  A together(Done whole) {
    List<Done> own = RunBatch.parts(whole);
    List<O> outcomes = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      outcomes.add(batch.parts().get(i).answer().apply(own.get(i)));
    }
    return batch.answer().apply(outcomes);
  }

  /** Each happened or not on its own. */
  void each(AsyncResult<List<Future<Outcome>>> result, Reply<A> reply) {
    if (result.failed()) {
      reply.failed(Failure.of(result.cause(), traceId));
      return;
    }
    List<Future<Outcome>> known = result.result();
    if (known.stream().allMatch(BatchAnswers::keyReused)) {
      reply.failed(Failure.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
      return;
    }
    List<O> outcomes = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      outcomes.add(outcome(batch.parts().get(i), known.get(i)));
    }
    reply.answered(batch.answer().apply(outcomes), known.stream().allMatch(BatchAnswers::replayed));
  }

  private O outcome(Ask.Part<O> part, Future<Outcome> known) {
    if (known.failed()) {
      return failed(Failure.of(known.cause(), traceId));
    }
    return switch (known.result()) {
      case Done done -> answer(part, done);
      case Outcome.Declined declined -> failed(Failure.of(declined.refusal(), declined.replayed()));
      case Outcome.KeyReused _ -> failed(Failure.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
    };
  }

  private O answer(Ask.Part<O> part, Done done) {
    try {
      return part.answer().apply(done);
    } catch (RuntimeException thrown) {
      return failed(Failure.of(thrown, traceId));
    }
  }

  private O failed(Failure failure) {
    return batch.failed().apply(failure.error(), failure.replayed());
  }

  private static boolean keyReused(Future<Outcome> known) {
    return known.succeeded() && known.result() instanceof Outcome.KeyReused;
  }

  private static boolean replayed(Future<Outcome> known) {
    return known.succeeded()
        && switch (known.result()) {
          case Done done -> done.replayed();
          case Outcome.Declined declined -> declined.replayed();
          case Outcome.KeyReused _ -> false;
        };
  }
}
