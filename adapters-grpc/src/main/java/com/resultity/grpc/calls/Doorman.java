package com.resultity.grpc.calls;

import com.resultity.domain.journal.Origin;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.Operation;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.ledger.RunBatch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets one request in, has it done, and says what became of it. */
final class Doorman {
  private static final int MAX_KEY = 255;
  private static final int MAX_REASON = 500;

  private final Gate gate;
  private final Committer committer;
  private final RunBatch runBatch;

  Doorman(Gate gate, Committer committer) {
    this.gate = gate;
    this.committer = committer;
    this.runBatch = new RunBatch(gate, committer);
  }

  /**
   * A request with what must come with it.
   *
   * @param idempotencyKey empty when there was none
   */
  record Request<A>(
      Operation operation, String idempotencyKey, @Nullable String reason, Ask<A> ask) {}

  /** Throws, or replies on the loop. */
  <A> void admit(Session session, Request<A> request, Instant deadline, Loop loop, Reply<A> reply) {
    Future<Void> admitted =
        gate.admit(session.principal(), request.operation(), request.ask().target());
    if (admitted.succeeded()) {
      carryOut(session, request, deadline, loop, reply);
      return;
    }
    admitted.onComplete(
        result -> loop.execute(() -> admitted(result, session, request, deadline, loop, reply)));
  }

  private <A> void admitted(
      AsyncResult<Void> result,
      Session session,
      Request<A> request,
      Instant deadline,
      Loop loop,
      Reply<A> reply) {
    try {
      if (result.failed()) {
        reply.failed(Failure.of(result.cause(), session.traceId()));
      } else {
        carryOut(session, request, deadline, loop, reply);
      }
    } catch (RuntimeException thrown) {
      reply.failed(Failure.of(thrown, session.traceId()));
    }
  }

  private <A> void carryOut(
      Session session, Request<A> request, Instant deadline, Loop loop, Reply<A> reply) {
    switch (request.ask()) {
      case Ask.Change<A> change -> carryOut(session, request, change, deadline, loop, reply);
      case Ask.Named<A> named -> {
        // Without a key, making the caller throws.
        Caller caller = caller(session, request, deadline);
        String key = Objects.requireNonNullElse(caller.idempotencyKey(), "");
        carryOut(session, request, named.change().apply(key), deadline, loop, reply);
      }
      case Ask.Batch<A, ?> batch -> carryOut(session, request, batch, deadline, loop, reply);
      case Ask.Act<A> act -> {
        Future<Ask.Acted<A>> done = act.action().apply(caller(session, request, deadline));
        done.onComplete(result ->
            loop.execute(() -> {
              if (result.succeeded()) {
                reply.answered(result.result().answer(), result.result().replayed());
              } else {
                reply.failed(Failure.of(result.cause(), session.traceId()));
              }
            }));
      }
      case Ask.Look<A> look -> {
        Future<A> answer = look.answer().apply(session.principal());
        answer.onComplete(result -> loop.execute(() -> pass(result, session.traceId(), reply)));
      }
    }
  }

  private <A> void carryOut(
      Session session,
      Request<A> request,
      Ask.Change<A> change,
      Instant deadline,
      Loop loop,
      Reply<A> reply) {
    Future<Outcome> outcome =
        committer.submit(caller(session, request, deadline), change.command());
    outcome.onComplete(
        result -> loop.execute(() -> render(result, change.answer(), session.traceId(), reply)));
  }

  private <A, O> void carryOut(
      Session session,
      Request<A> request,
      Ask.Batch<A, O> batch,
      Instant deadline,
      Loop loop,
      Reply<A> reply) {
    Caller caller = caller(session, request, deadline);
    BatchAnswers<A, O> answers = new BatchAnswers<>(batch, session.traceId());
    List<RunBatch.Item> items = batch.parts().stream().map(Ask.Part::item).toList();
    if (batch.atomic()) {
      Future<Outcome> outcome = runBatch.together(session.principal(), caller, items);
      outcome.onComplete(result ->
          loop.execute(() -> render(result, answers::together, session.traceId(), reply)));
    } else {
      Future<List<Future<Outcome>>> outcomes = runBatch.each(session.principal(), caller, items);
      outcomes.onComplete(result -> loop.execute(() -> answers.each(result, reply)));
    }
  }

  private static <A> Caller caller(Session session, Request<A> request, Instant deadline) {
    return new Caller(
        new Origin(session.principal().subject(), session.traceId(), reason(session, request)),
        session.dryRun() ? null : key(request),
        deadline,
        session.dryRun());
  }

  private static @Nullable String key(Request<?> request) {
    String key = request.idempotencyKey();
    if (key.isEmpty()) {
      if (request.operation().needsIdempotencyKey()) {
        throw new Fault(ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
      }
      return null;
    }
    if (key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw invalid("idempotency_key", "must be at most 255 visible ASCII characters");
    }
    return key;
  }

  private static @Nullable String reason(Session session, Request<?> request) {
    if (!request.operation().needsReason(session.principal().role())) {
      return null;
    }
    String reason = request.reason();
    if (reason == null || reason.isBlank()) {
      throw new Fault(ErrorCode.REASON_REQUIRED);
    }
    if (reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
      throw invalid("reason", "must be at most 500 characters, none of them a control character");
    }
    return reason;
  }

  private static InvalidRequest invalid(String field, String description) {
    return new InvalidRequest(List.of(new Violation(field, description)));
  }

  private static <A> void render(
      AsyncResult<Outcome> result, Function<Done, A> render, String traceId, Reply<A> reply) {
    if (result.failed()) {
      reply.failed(Failure.of(result.cause(), traceId));
      return;
    }
    switch (result.result()) {
      case Outcome.Done done -> {
        A answer;
        try {
          answer = render.apply(done);
        } catch (RuntimeException thrown) {
          reply.failed(Failure.of(thrown, traceId));
          return;
        }
        reply.answered(answer, done.replayed());
      }
      case Outcome.Declined declined ->
          reply.failed(Failure.of(declined.refusal(), declined.replayed()));
      case Outcome.KeyReused _ -> reply.failed(Failure.of(ErrorCode.IDEMPOTENCY_KEY_REUSED));
    }
  }

  private static <A> void pass(AsyncResult<A> result, String traceId, Reply<A> reply) {
    if (result.failed()) {
      reply.failed(Failure.of(result.cause(), traceId));
    } else {
      reply.answered(result.result(), false);
    }
  }
}
