package com.resultity.http;

import com.resultity.domain.journal.Command;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.CallListener.Door;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Target;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.ledger.RunBatch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Takes every request: finds its route, lets it through or not, asks Core, and answers. */
final class Front implements Handler<HttpServerRequest> {
  private final Vertx vertx;
  private final HttpSettings settings;
  private final Contract contract;
  private final Router router;
  private final Tokens tokens;
  private final Gate gate;
  private final Committer committer;
  private final Batches batches;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> random;
  private final CallListener listener;

  Front(
      Vertx vertx,
      HttpSettings settings,
      Contract contract,
      List<Route> routes,
      Tokens tokens,
      Gate gate,
      Committer committer,
      InstantSource clock,
      Supplier<? extends RandomGenerator> random,
      CallListener listener) {
    this.vertx = vertx;
    this.settings = settings;
    this.contract = contract;
    this.router = new Router(routes);
    this.tokens = tokens;
    this.gate = gate;
    this.committer = committer;
    this.batches = new Batches(routes, new RunBatch(gate, committer));
    this.clock = clock;
    this.random = random;
    this.listener = listener;
  }

  @Override
  public void handle(HttpServerRequest request) {
    long start = System.nanoTime();
    Trace trace = Trace.of(request.getHeader("traceparent"), random.get());
    Answer answer = new Answer(request, trace);
    Router.Match match = router.match(request.method(), request.path());
    Future<Reply> reply;
    try {
      reply = reply(match, request, trace);
    } catch (InvalidToken | RuntimeException failure) {
      reply = Future.failedFuture(failure);
    }
    here(reply)
        .otherwise(failure -> Problems.of(failure, trace))
        .onSuccess(rendered -> {
          answer.send(rendered);
          tell(match, rendered, System.nanoTime() - start);
        });
  }

  private void tell(Router.Match match, Reply reply, long nanoseconds) {
    if (match instanceof Router.Match.Found found && found.route().operation() != null) {
      ErrorCode problem = reply.problem();
      if (problem == null) {
        listener.answered(Door.HTTP, found.route().operation(), nanoseconds);
      } else {
        listener.failed(Door.HTTP, found.route().operation(), problem, nanoseconds);
      }
    }
  }

  private Future<Reply> reply(Router.Match match, HttpServerRequest request, Trace trace)
      throws InvalidToken {
    return switch (match) {
      case Router.Match.Nothing _ -> Future.failedFuture(new Fault(ErrorCode.NOT_FOUND));
      case Router.Match.WrongMethod wrong ->
          Future.succeededFuture(
              Problems.of(ErrorCode.METHOD_NOT_ALLOWED, trace).with("Allow", wrong.allow()));
      case Router.Match.Found found -> reply(found, request, trace);
    };
  }

  private Future<Reply> reply(Router.Match.Found found, HttpServerRequest request, Trace trace)
      throws InvalidToken {
    Contract.Shape shape = contract.shape(found.route().operationId());
    return switch (found.route()) {
      case Route.Page page -> page.answer().apply(call(found, request, shape));
      case Route.Query query -> {
        Principal principal = tokens.verify(Headers.token(request));
        Function<Call, Future<Reply>> answer = answer(query, request);
        Call call = call(found, request, shape);
        yield gate.admit(principal, query.operation(), query.target().apply(call))
            .compose(_ -> answer.apply(call));
      }
      case Route.Change<?> change -> {
        Principal principal = tokens.verify(Headers.token(request));
        requireJson(request);
        Call call = call(found, request, shape);
        Target target = change.target().apply(call);
        yield command(
            change.operation(),
            target,
            principal,
            call,
            request,
            trace,
            (caller, bytes) -> change(change, call, caller, BodyParser.parse(bytes, shape), trace));
      }
      case Route.Batch batch -> {
        Principal principal = tokens.verify(Headers.token(request));
        requireJson(request);
        yield command(
            batch.operation(),
            new Target.Shared(),
            principal,
            call(found, request, shape),
            request,
            trace,
            (caller, bytes) ->
                here(batches.run(principal, caller, BodyParser.parse(bytes, shape), trace))
                    .map(Supplier::get));
      }
    };
  }

  // JSON goes first where a client takes both.
  private static Function<Call, Future<Reply>> answer(
      Route.Query query, HttpServerRequest request) {
    if (query.csv() != null
        && !Headers.accepts(request, Reply.JSON)
        && Headers.accepts(request, Reply.CSV)) {
      return query.csv();
    }
    requireJson(request);
    return query.answer();
  }

  private static void requireJson(HttpServerRequest request) {
    if (!Headers.accepts(request, Reply.JSON)) {
      throw new Fault(ErrorCode.NOT_ACCEPTABLE);
    }
  }

  private static Call call(
      Router.Match.Found found, HttpServerRequest request, Contract.Shape shape) {
    return new Call(found.path(), query(request), shape.query());
  }

  private static MultiMap query(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw new BadRequest(Flaw.Where.PARAMETER, "", "the query is not valid");
    }
  }

  private Future<Reply> command(
      Operation operation,
      Target target,
      Principal principal,
      Call call,
      HttpServerRequest request,
      Trace trace,
      BiFunction<Caller, byte[], Future<Reply>> carryOut) {
    Future<Void> admitted = gate.admit(principal, operation, target);
    if (admitted.failed()) {
      return admitted.mapEmpty();
    }
    if (!Headers.sendsJson(request)) {
      throw new Fault(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
    boolean dryRun = call.flag("dryRun");
    Caller caller =
        Headers.caller(
            request, principal, operation, trace, clock.instant(), settings.deadline(), dryRun);
    Future<byte[]> body = Arrival.of(request, vertx, settings.maxBody(), settings.bodyTimeout());
    return admitted
        .compose(_ -> body)
        .compose(bytes -> carryOut.apply(caller, bytes))
        .map(reply -> dryRun ? reply.with("Dry-Run", "true") : reply);
  }

  private <C extends Command> Future<Reply> change(
      Route.Change<C> change, Call call, Caller caller, Body body, Trace trace) {
    C command = change.command().apply(call, body);
    return here(committer.submit(caller, command))
        .map(outcome -> render(change, command, outcome, trace));
  }

  static <C extends Command> Reply render(
      Route.Change<C> change, C command, Outcome outcome, Trace trace) {
    return switch (outcome) {
      case Outcome.Done done -> replayed(change.render().apply(command, done), done.replayed());
      case Outcome.Declined declined ->
          replayed(Problems.of(declined.refusal(), trace), declined.replayed());
      case Outcome.KeyReused _ -> Problems.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, trace);
    };
  }

  static Reply replayed(Reply reply, boolean replayed) {
    return replayed ? reply.with(Reply.REPLAYED, "true") : reply;
  }

  // A block's outcomes come on the thread that committed it: each is rendered on its own
  // connection's.
  private <T> Future<T> here(Future<T> future) {
    if (future.isComplete()) {
      return future;
    }
    Context context = vertx.getOrCreateContext();
    Promise<T> promise = Promise.promise();
    future.onComplete(result -> {
      if (context.equals(Vertx.currentContext())) {
        complete(promise, result);
      } else {
        context.runOnContext(_ -> complete(promise, result));
      }
    });
    return promise.future();
  }

  private static <T> void complete(Promise<T> promise, AsyncResult<T> result) {
    if (result.succeeded()) {
      promise.complete(result.result());
    } else {
      promise.fail(result.cause());
    }
  }
}
