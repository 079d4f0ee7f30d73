package com.resultity.ports.journal;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.journal.Touched;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend with one tenant on it, and blocks committed one at a time without a committer. */
final class Stage {
  private final Backend backend;
  private final Tenant tenant;
  private Instant now = Tenant.NOON;

  private Stage(Backend backend, Tenant tenant) {
    this.backend = backend;
    this.tenant = tenant;
  }

  /** With nothing but a slot. */
  static Stage empty(Backend backend) {
    return new Stage(backend, Tenant.in(backend.newSlot()));
  }

  /** With the tenant's account and namespace open. */
  static Stage of(Backend backend) {
    Stage stage = empty(backend);
    stage.done(stage.tenant.openAccount());
    stage.done(stage.tenant.openNamespace());
    return stage;
  }

  Tenant tenant() {
    return tenant;
  }

  void publishTerms() {
    done(new PublishConfiguration(tenant.network(), Tenant.TERMS));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  static Caller caller(@Nullable String key) {
    return new Caller(new Origin("tester", "0af7651916cd43dd8448eb211c80319c", null), key, null);
  }

  static Pending pending(Caller caller, Command command) {
    return Pending.of(caller, command, _ -> {});
  }

  /** One block of one command, which must happen. */
  Outcome.Done done(Command command) {
    return (Outcome.Done) run(command);
  }

  Outcome run(Command command) {
    return block(command).getFirst();
  }

  Outcome run(@Nullable String key, Command command) {
    return answers(send(backend.store(), List.of(pending(caller(key), command)))).getFirst();
  }

  Outcome run(Caller caller, Command command) {
    return answers(send(backend.store(), List.of(pending(caller, command)))).getFirst();
  }

  /** One block of commands of one slot. */
  List<Outcome> block(Command... commands) {
    return answers(send(backend.store(), commands));
  }

  List<Future<Outcome>> send(SlotStore store, Command... commands) {
    return send(
        store, Arrays.stream(commands).map(command -> pending(caller(null), command)).toList());
  }

  /** Commits a batch; the futures fail when the transaction does. */
  List<Future<Outcome>> send(SlotStore store, List<Pending> batch) {
    Batch commands = new Batch(batch.getFirst().command().slot(), batch);
    Future<Void> committed =
        store
            .commit(
                batch.getFirst().command().slot(),
                commands.touched(),
                commands.keys(),
                view -> commands.decide(view, now))
            .onSuccess(_ ->
                commands.answer(thrown -> {
                  throw new IllegalStateException(thrown);
                }));
    return batch.stream()
        .map(pending -> committed.compose(_ -> pending.promise().future()))
        .toList();
  }

  private static List<Outcome> answers(List<Future<Outcome>> outcomes) {
    return outcomes.stream().map(Await::result).toList();
  }

  /** What a transaction sees that writes nothing. */
  SlotView view(int slot, Consumer<Touched> touching, Collection<UUID> keys) {
    Touched touched = new Touched();
    touching.accept(touched);
    AtomicReference<Optional<SlotView>> seen = new AtomicReference<>(Optional.empty());
    Await.result(
        backend
            .store()
            .commit(
                slot,
                touched,
                keys,
                view -> {
                  seen.set(Optional.of(view));
                  return new Draft(Optional.empty(), List.of(), List.of(), view.state());
                }));
    return seen.get().orElseThrow();
  }

  SlotState state(Consumer<Touched> touching) {
    return view(tenant.slot(), touching, List.of()).state();
  }

  Head head() {
    return Await.result(backend.blocks().head(tenant.slot()));
  }

  List<Block> blocks() {
    return Await.result(backend.blocks().list(tenant.slot(), 0, 10_000));
  }
}
