package com.resultity.ports.ledger;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.journal.Sha256;
import com.resultity.domain.ledger.LedgerCommand;
import com.resultity.domain.ledger.LedgerCommand.AllOrNone;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has many commands done that came in one request, each of them let through as if it had come
 * alone.
 */
public final class RunBatch {
  /** How many commands a batch may have. */
  public static final int MOST = 1000;

  private final Gate gate;
  private final Committer committer;

  public RunBatch(Gate gate, Committer committer) {
    this.gate = gate;
    this.committer = committer;
  }

  /** A command, and what its caller must be allowed. */
  public record Item(Operation operation, Target target, LedgerCommand command) {}

  /**
   * Each on its own, in order. Done again with the same key, every command is answered as before,
   * and those that failed are tried again.
   *
   * <p>Fails with {@code BATCH_TOO_LARGE}.
   *
   * @return what became of each, when all of it is known; each fails as it would alone
   */
  public Future<List<Future<Outcome>>> each(Principal principal, Caller caller, List<Item> items) {
    String request = request(items);
    return admit(principal, items)
        .compose(admitted -> {
          List<Future<Outcome>> outcomes = new ArrayList<>(items.size());
          for (int i = 0; i < items.size(); i++) {
            outcomes.add(
                admitted.get(i).failed()
                    ? admitted.get(i).mapEmpty()
                    : committer.submit(
                        caller.of(new Caller.Part(i, request)), items.get(i).command()));
          }
          return Future.join(outcomes).transform(_ -> Future.succeededFuture(outcomes));
        });
  }

  /**
   * All of them or none; they must be of one slot. What refuses one refuses the batch, and says in
   * the fact {@code command} which, counted from 0.
   *
   * <p>Fails with {@code BATCH_TOO_LARGE}, {@code BATCH_SPANS_SLOTS}, or as the commands may.
   *
   * @return one outcome, whose records {@link #parts} tells apart
   */
  public Future<Outcome> together(Principal principal, Caller caller, List<Item> items) {
    return admit(principal, items)
        .compose(admitted -> {
          int slot = items.getFirst().command().slot();
          for (int i = 0; i < items.size(); i++) {
            if (admitted.get(i).failed()) {
              return Future.failedFuture(at(i, admitted.get(i).cause()));
            }
            if (items.get(i).command().slot() != slot) {
              return Future.failedFuture(at(i, new Fault(ErrorCode.BATCH_SPANS_SLOTS)));
            }
          }
          return committer.submit(caller, new AllOrNone(commands(items)));
        });
  }

  /** What a whole batch recorded, command by command. */
  public static List<Outcome.Done> parts(Outcome.Done whole) {
    List<Outcome.Done> parts = new ArrayList<>();
    for (Recorded recorded : whole.records()) {
      if (recorded.fact() instanceof LedgerRecord fact && fact.asked()) {
        parts.add(new Outcome.Done(List.of(recorded), whole.replayed(), whole.dryRun()));
      }
    }
    return parts;
  }

  // A digest, for every command carries it.
  private static String request(List<Item> items) {
    String intent =
        Intent.of("batch", commands(items).stream().map(LedgerCommand::intent).toArray());
    return Digest.of(Sha256.of(intent.getBytes(StandardCharsets.UTF_8))).hex();
  }

  private static List<LedgerCommand> commands(List<Item> items) {
    return items.stream().map(Item::command).toList();
  }

  private static Throwable at(int place, Throwable failure) {
    return failure instanceof Fault fault
        ? new Fault(fault.code(), fault.getCause(), Map.of("command", Integer.toString(place)))
        : failure;
  }

  /** For each, in order, whether it may pass. */
  private Future<List<Future<Void>>> admit(Principal principal, List<Item> items) {
    if (items.size() > MOST) {
      return Future.failedFuture(new Fault(ErrorCode.BATCH_TOO_LARGE));
    }
    record Asked(Operation operation, Target target) {}
    Map<Asked, Future<Void>> answers = new HashMap<>();
    List<Future<Void>> admitted =
        items.stream()
            .map(item ->
                answers.computeIfAbsent(
                    new Asked(item.operation(), item.target()),
                    asked -> gate.admit(principal, asked.operation(), asked.target())))
            .toList();
    return Future.join(List.copyOf(answers.values()))
        .transform(_ -> Future.succeededFuture(admitted));
  }
}
