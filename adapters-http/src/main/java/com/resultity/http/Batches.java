package com.resultity.http;

import com.resultity.domain.journal.Command;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.ports.access.Principal;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.ledger.RunBatch;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads the commands of a batch as their own routes would, and renders what became of them. */
final class Batches {
  private final Map<String, Route.Change<?>> changes = new HashMap<>();
  private final RunBatch runBatch;

  Batches(List<Route> routes, RunBatch runBatch) {
    this.runBatch = runBatch;
    for (Route route : routes) {
      if (route instanceof Route.Change<?> change) {
        changes.put(change.operationId(), change);
      }
    }
  }

  /** Has a batch done; what is answered is to be rendered where the request is. */
  Future<Supplier<Reply>> run(Principal principal, Caller caller, Body body, Trace trace) {
    List<Part<?>> parts = new ArrayList<>();
    body.objects("commands").forEach(command -> parts.add(part(command, caller)));
    List<RunBatch.Item> items = parts.stream().<RunBatch.Item>map(Part::item).toList();
    return body.flag("atomic")
        ? runBatch
            .together(principal, caller, items)
            .map(outcome -> () -> together(parts, outcome, trace))
        : runBatch.each(principal, caller, items).map(known -> () -> each(parts, known, trace));
  }

  private Part<?> part(Body command, Caller caller) {
    return part(Objects.requireNonNull(changes.get(command.text("operation"))), command, caller);
  }

  private static <C extends Command> Part<C> part(
      Route.Change<C> change, Body body, Caller caller) {
    String path = change.path();
    Call call = Call.of(path.substring(path.indexOf('{') + 1, path.indexOf('}')), body);
    return new Part<>(change, call, change.command().read(call, body, caller));
  }

  private static Reply together(List<Part<?>> parts, Outcome outcome, Trace trace) {
    return switch (outcome) {
      case Outcome.Done done -> {
        List<Outcome.Done> own = RunBatch.parts(done);
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
          replies.add(parts.get(i).reply(own.get(i), trace));
        }
        yield reply(replies).replayed(done.replayed());
      }
      case Outcome.Declined declined ->
          Problems.of(declined.refusal(), trace).replayed(declined.replayed());
      case Outcome.KeyReused _ -> Problems.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, trace);
    };
  }

  private static Reply each(List<Part<?>> parts, List<Future<Outcome>> known, Trace trace) {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      replies.add(parts.get(i).reply(known.get(i), trace));
    }
    if (replies.stream().allMatch(r -> r.problem() == ErrorCode.IDEMPOTENCY_KEY_REUSED)) {
      return Problems.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, trace);
    }
    return reply(replies).replayed(replies.stream().allMatch(Reply::replayed));
  }

  private static Reply reply(List<Reply> replies) {
    Json out = new Json().object().array("outcomes");
    for (Reply reply : replies) {
      out.object().field("status", reply.status());
      if (reply.replayed()) {
        out.field("replayed", true);
      }
      out.field(reply.problem() == null ? "body" : "problem", reply.body()).end();
    }
    return Reply.ok(out.endArray().end());
  }

  /** One command of a batch, and the route that it would have taken alone. */
  private record Part<C extends Command>(Route.Change<C> change, Call call, C command) {

    RunBatch.Item item() {
      return new RunBatch.Item(
          change.operation(), change.target().apply(call), (LedgerCommand) command);
    }

    Reply reply(Future<Outcome> known, Trace trace) {
      return known.succeeded() ? reply(known.result(), trace) : Problems.of(known.cause(), trace);
    }

    Reply reply(Outcome outcome, Trace trace) {
      return Front.render(change, command, outcome, trace);
    }
  }
}
