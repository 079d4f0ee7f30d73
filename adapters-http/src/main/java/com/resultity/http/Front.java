package com.resultity.http;

import com.resultity.domain.journal.Command;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.CallListener.Door;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Takes every request: finds its route, lets it through or not, asks Core, and answers. */
final class Front implements Handler<HttpServerRequest> {
  private final Vertx vertx;
  private final HttpSettings settings;
  private final Contract contract;
  private final Router router;
  private final Tokens tokens;
  private final RateLimits limits;
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
      RateLimits limits,
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
    this.limits = limits;
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
      case Route.Page page -> page.answer().apply(call(found, request, shape, null));
      case Route.Query query when query.operation().isPublic() -> {
        requireJson(request);
        yield query.answer().apply(call(found, request, shape, null));
      }
      case Route.Query query -> {
        Principal principal = principal(request);
        Function<Call, Future<Reply>> answer = answer(query, request);
        Call call = call(found, request, shape, principal);
        yield gate.admit(principal, query.operation(), query.target().apply(call))
            .compose(_ -> answer.apply(call));
      }
      case Route.Change<?> change ->
          command(
              found,
              change.operation(),
              change.target(),
              request,
              trace,
              (call, body, caller) -> change(change, call, body, caller, trace));
      case Route.Question question ->
          command(
              found,
              question.operation(),
              question.target(),
              request,
              trace,
              (call, body, _) -> here(question.answer().apply(call, body)));
      case Route.Action<?> action ->
          command(found, action.operation(), action.target(), request, trace, act(action));
      case Route.Batch batch ->
          command(
              found,
              batch.operation(),
              _ -> new Target.Shared(),
              request,
              trace,
              (call, body, caller) ->
                  here(batches.run(call.principal(), caller, body, trace)).map(Supplier::get));
    };
  }

  // What is left is told with every answer, whatever it will be.
  private Principal principal(HttpServerRequest request) throws InvalidToken {
    Principal principal = tokens.verify(Headers.token(request));
    RateLimits.Allowance allowance = limits.take(principal);
    if (allowance != null) {
      request.response().putHeader("RateLimit-Policy", allowance.policy());
      request.response().putHeader("RateLimit", allowance.left());
      allowance.require();
    }
    return principal;
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
      Router.Match.Found found,
      HttpServerRequest request,
      Contract.Shape shape,
      @Nullable Principal principal) {
    return new Call(
        found.path(), query(request), shape.query(), principal, request.getHeader("If-Match"));
  }

  private static MultiMap query(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw new BadRequest(Flaw.Where.PARAMETER, "", "the query is not valid");
    }
  }

  private Future<Reply> command(
      Router.Match.Found found,
      Operation operation,
      Function<Call, Target> target,
      HttpServerRequest request,
      Trace trace,
      Route.Act<Reply> act)
      throws InvalidToken {
    Contract.Shape shape = contract.shape(found.route().operationId());
    Principal principal = principal(request);
    requireJson(request);
    Call call = call(found, request, shape, principal);
    Future<Void> admitted = gate.admit(principal, operation, target.apply(call));
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
        .compose(bytes -> act.run(call, BodyParser.parse(bytes, shape), caller))
        .map(reply -> dryRun ? reply.with("Dry-Run", "true") : reply);
  }

  private <C extends Command> Future<Reply> change(
      Route.Change<C> change, Call call, Body body, Caller caller, Trace trace) {
    C command = change.command().read(call, body, caller);
    return here(committer.submit(caller, command))
        .map(outcome -> render(change, command, outcome, trace));
  }

  private <T> Route.Act<Reply> act(Route.Action<T> action) {
    return (call, body, caller) -> here(action.act().run(call, body, caller)).map(action.render());
  }

  static <C extends Command> Reply render(
      Route.Change<C> change, C command, Outcome outcome, Trace trace) {
    return switch (outcome) {
      case Outcome.Done done -> change.render().apply(command, done).replayed(done.replayed());
      case Outcome.Declined declined ->
          Problems.of(declined.refusal(), trace).replayed(declined.replayed());
      case Outcome.KeyReused _ -> Problems.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, trace);
    };
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
