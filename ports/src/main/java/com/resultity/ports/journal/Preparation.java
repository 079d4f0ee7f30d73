package com.resultity.ports.journal;

import com.resultity.domain.journal.Command;
import io.vertx.core.Future;

/** Looks up, before a command waits for its slot, what that slot cannot know. */
@FunctionalInterface
public interface Preparation {
  /** For commands that say all that they need. */
  Preparation NONE = Future::succeededFuture;

  /** The command, complete; fails as a read does. */
  Future<Command> prepare(Command command);

  /** This one and then another. */
  default Preparation then(Preparation next) {
    return command -> {
      Future<Command> prepared = prepare(command);
      return prepared.succeeded()
          ? next.prepare(prepared.result())
          : prepared.compose(next::prepare);
    };
  }
}
