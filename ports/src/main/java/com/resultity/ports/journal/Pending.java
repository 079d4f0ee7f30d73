package com.resultity.ports.journal;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way, with whoever waits for its outcome.
 *
 * @param failed is told, once, when there will be none
 */
record Pending(
    Command command,
    Origin origin,
    @Nullable Idempotency idempotency,
    @Nullable Instant deadline,
    boolean dryRun,
    Promise<Outcome> promise,
    Consumer<ErrorCode> failed) {

  static Pending of(Caller caller, Command command, Consumer<ErrorCode> failed) {
    return new Pending(
        command,
        caller.origin(),
        idempotency(caller, command),
        caller.deadline(),
        caller.dryRun(),
        Promise.promise(),
        failed);
  }

  private static @Nullable Idempotency idempotency(Caller caller, Command command) {
    String key = caller.idempotencyKey();
    if (key == null || caller.dryRun()) {
      return null;
    }
    String principal = caller.origin().principal();
    return caller.part() == null
        ? Idempotency.of(principal, key, command.intent())
        : Idempotency.of(principal, key, caller.part());
  }

  boolean late(Instant now) {
    return deadline != null && deadline.isBefore(now);
  }

  void fail(ErrorCode code) {
    fail(new Fault(code));
  }

  void fail(Fault fault) {
    if (promise.tryFail(fault)) {
      failed.accept(fault.code());
    }
  }
}
