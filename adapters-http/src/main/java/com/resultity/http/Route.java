package com.resultity.http;

import com.resultity.domain.journal.Command;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, and what answers it.
 *
 * <p>In a path, {@code {name}} stands for one segment, or for what comes before a verb: {@code
 * /v1/holds/{holdId}:settle}.
 */
public sealed interface Route {
  HttpMethod method();

  String path();

  /** As in the contract. */
  String operationId();

  /** What of Core it does; null when nothing. */
  @Nullable Operation operation();

  /**
   * A question to Core.
   *
   * @param csv answers it as CSV, for a client that asks for that; null when there is none
   */
  record Query(
      Operation operation,
      String path,
      Function<Call, Target> target,
      Function<Call, Future<Reply>> answer,
      @Nullable Function<Call, Future<Reply>> csv)
      implements Route {

    public Query(
        Operation operation,
        String path,
        Function<Call, Target> target,
        Function<Call, Future<Reply>> answer) {
      this(operation, path, target, answer, null);
    }

    @Override
    public HttpMethod method() {
      return HttpMethod.GET;
    }

    @Override
    public String operationId() {
      return id(operation);
    }
  }

  /**
   * A command to Core.
   *
   * @param render answers for the records alone, and for those parts of the command that make the
   *     request what it is, so that a replay is answered alike
   */
  record Change<C extends Command>(
      HttpMethod method,
      Operation operation,
      String path,
      Function<Call, Target> target,
      Reading<C> command,
      BiFunction<C, Outcome.Done, Reply> render)
      implements Route {

    public Change(
        HttpMethod method,
        Operation operation,
        String path,
        Function<Call, Target> target,
        BiFunction<Call, Body, C> command,
        BiFunction<C, Outcome.Done, Reply> render) {
      this(method, operation, path, target, (call, body, _) -> command.apply(call, body), render);
    }

    @Override
    public String operationId() {
      return id(operation);
    }
  }

  /** Reads the command that a request asks for, whose body has kept to its schema. */
  @FunctionalInterface
  interface Reading<C extends Command> {
    C read(Call call, Body body, Caller caller);
  }

  /** A question that names what has no place in an address: a secret, or personal data. */
  record Question(
      Operation operation,
      String path,
      Function<Call, Target> target,
      BiFunction<Call, Body, Future<Reply>> answer)
      implements Route {
    @Override
    public HttpMethod method() {
      return HttpMethod.POST;
    }

    @Override
    public String operationId() {
      return id(operation);
    }
  }

  /** What comes to one command, several or none, as Core finds out on the way. */
  record Action<T>(
      Operation operation,
      String path,
      Function<Call, Target> target,
      Act<T> act,
      Function<T, Reply> render)
      implements Route {
    @Override
    public HttpMethod method() {
      return HttpMethod.POST;
    }

    @Override
    public String operationId() {
      return id(operation);
    }
  }

  /** Does what a request asks for, whose body has kept to its schema. */
  @FunctionalInterface
  interface Act<T> {
    Future<T> run(Call call, Body body, Caller caller);
  }

  /** Commands about credits in one request, each read and answered as by its own route. */
  record Batch(Operation operation, String path) implements Route {
    @Override
    public HttpMethod method() {
      return HttpMethod.POST;
    }

    @Override
    public String operationId() {
      return id(operation);
    }
  }

  /** Something public that is not about Core's records. */
  record Page(String operationId, String path, Function<Call, Future<Reply>> answer)
      implements Route {
    @Override
    public @Nullable Operation operation() {
      return null;
    }

    @Override
    public HttpMethod method() {
      return HttpMethod.GET;
    }
  }

  private static String id(Operation operation) {
    StringBuilder id = new StringBuilder();
    for (String word : operation.name().split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      id.append(id.isEmpty() ? lower.charAt(0) : word.charAt(0)).append(lower, 1, lower.length());
    }
    return id.toString();
  }
}
