package com.resultity.benchmarks.decisions;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.JobRequest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a block of submits sees: namespaces with a bonus that expires and is nearly used up, two
 * top-ups and an adjustment; ten models on offer.
 */
final class SlotFixture {
  static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");

  /** As many as a block holds commands, and a power of two. */
  static final int NAMESPACES = 512;

  private static final int SLOT = 1;
  private static final long LEFT_OF_BONUS = 150;
  private static final long TOP_UP = 1_000_000_000_000L;

  private final List<UUID> namespaces =
      IntStream.range(0, NAMESPACES).mapToObj(i -> id(1, i)).toList();

  UUID namespace(int i) {
    return namespaces.get(i & (NAMESPACES - 1));
  }

  /** A state with everything loaded and nothing changed. */
  SlotState state() {
    SlotState state = new SlotState();
    state.loadConfiguration(configuration());
    for (int i = 0; i < NAMESPACES; i++) {
      state.loadPurse(purse(i));
    }
    return state;
  }

  /** A hold of what one job costs; every third draws on two grants. */
  PlaceHold hold(int i) {
    return new PlaceHold(
        id(2, i), namespace(i), i % 3 == 0 ? 200 : 100, AT.plusSeconds(600), Overage.CAP);
  }

  SettleHold settle(int i) {
    return new SettleHold(id(2, i), 80);
  }

  SubmitJob submit(int i) {
    return new SubmitJob(
        id(3, i),
        namespace(i),
        new JobRequest(
            "model-" + i % 10,
            Mode.SYNC,
            Priority.NORMAL,
            Duration.ofMinutes(10),
            2048,
            Constraints.NONE,
            null,
            null),
        null);
  }

  private Purse purse(int i) {
    UUID id = namespace(i);
    List<Grant> grants =
        List.of(
            grant(id, 4, i, GrantSource.BONUS, 10, 1_000, LEFT_OF_BONUS, AT.plusSeconds(86_400)),
            grant(id, 5, i, GrantSource.TOP_UP, 100, TOP_UP, TOP_UP, null),
            grant(id, 6, i, GrantSource.TOP_UP, 100, TOP_UP, TOP_UP, null),
            grant(id, 7, i, GrantSource.ADJUSTMENT, 100, 50, 50, null));
    long available = grants.stream().mapToLong(Grant::remaining).sum();
    Namespace namespace =
        new Namespace(
            id, id(8, i / 10), "ns-" + i, Network.MAINNET, NamespaceStatus.OPEN, AT, false);
    return new Purse(namespace, new Credits(available, 0, 850, 0), 0, List.of(), grants);
  }

  private static Grant grant(
      UUID namespace,
      int kind,
      int i,
      GrantSource source,
      int priority,
      long amount,
      long remaining,
      @Nullable Instant expiresAt) {
    return new Grant(id(kind, i), namespace, source, priority, amount, remaining, expiresAt);
  }

  private static Configuration configuration() {
    List<Model> models =
        IntStream.range(0, 10)
            .mapToObj(i -> new Model("model-" + i, "1.0", new Tariff(10, 20_000, 60_000), 8192))
            .toList();
    return new Configuration(
        Network.MAINNET,
        1,
        new Terms(models, new JobLimits(Duration.ofHours(1), RetryPolicy.of(3))));
  }

  private static UUID id(int kind, int i) {
    return Ids.of(AT.minusSeconds(kind), SLOT, ((long) kind << 32) | i);
  }
}
