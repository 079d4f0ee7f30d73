package com.resultity.ports.journal;

import com.resultity.domain.accounts.AccountRecord.AccountChanged;
import com.resultity.domain.accounts.AccountRecord.AccountClosed;
import com.resultity.domain.accounts.AccountRecord.AccountOpened;
import com.resultity.domain.accounts.AccountRecord.AccountReinstated;
import com.resultity.domain.accounts.AccountRecord.AccountSuspended;
import com.resultity.domain.accounts.AccountRecord.PersonalDataErased;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.AccountRecord.WalletUnlinked;
import com.resultity.domain.accounts.KeyRecord.KeyExpirySet;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeyRecord.KeyRevoked;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceClosed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceOpened;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceRenamed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceResumed;
import com.resultity.domain.accounts.NamespaceRecord.NamespaceSuspended;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.jobs.Constraints;
import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobDispatched;
import com.resultity.domain.jobs.JobRecord.JobExpired;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobReportedLate;
import com.resultity.domain.jobs.JobRecord.JobRequeued;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.NamespaceFrozen;
import com.resultity.domain.ledger.LedgerRecord.NamespaceUnfrozen;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.Drift;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import com.resultity.domain.nodes.NodeStatus;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of every kind with values from everywhere in their range, the same for the same seed. */
final class SomeRecords {
  private static final int MAX_POINT = 0x10FFFF;
  private static final long LAST_MICRO = 253_402_300_799_999_999L;
  private static final int[] EDGES = {
    0, 8, 9, 10, 12, 13, 0x1f, '"', '\\', 0x7f, 0x80, 0x7ff, 0x800, 0x2028, 0xfffd, 0x10000,
    MAX_POINT
  };

  private static final Map<Class<? extends LogRecord>, Function<SomeRecords, LogRecord>> KINDS =
      new LinkedHashMap<>();

  static {
    KINDS.put(AccountOpened.class, SomeRecords::accountOpened);
    KINDS.put(
        NamespaceOpened.class,
        s -> new NamespaceOpened(s.id(), s.id(), s.text(), s.one(Network.values())));
    KINDS.put(AccountChanged.class, s -> new AccountChanged(s.id(), s.maybe(s::digest), s.roles()));
    KINDS.put(PersonalDataErased.class, s -> new PersonalDataErased(s.id()));
    KINDS.put(AccountSuspended.class, s -> new AccountSuspended(s.id()));
    KINDS.put(AccountReinstated.class, s -> new AccountReinstated(s.id()));
    KINDS.put(AccountClosed.class, s -> new AccountClosed(s.id()));
    KINDS.put(WalletLinked.class, s -> new WalletLinked(s.id(), s.wallet(), s.big(), s.text()));
    KINDS.put(WalletUnlinked.class, s -> new WalletUnlinked(s.id(), s.wallet(), s.text()));
    KINDS.put(NamespaceRenamed.class, s -> new NamespaceRenamed(s.id(), s.text()));
    KINDS.put(NamespaceClosed.class, s -> new NamespaceClosed(s.id()));
    KINDS.put(NamespaceSuspended.class, s -> new NamespaceSuspended(s.id()));
    KINDS.put(NamespaceResumed.class, s -> new NamespaceResumed(s.id()));
    KINDS.put(KeyIssued.class, SomeRecords::keyIssued);
    KINDS.put(KeyExpirySet.class, s -> new KeyExpirySet(s.id(), s.time()));
    KINDS.put(KeyRevoked.class, s -> new KeyRevoked(s.id()));
    KINDS.put(ConfigurationPublished.class, SomeRecords::published);
    KINDS.put(CreditGranted.class, SomeRecords::granted);
    KINDS.put(DebtLimitSet.class, s -> new DebtLimitSet(s.id(), s.big()));
    KINDS.put(NamespaceFrozen.class, s -> new NamespaceFrozen(s.id()));
    KINDS.put(NamespaceUnfrozen.class, s -> new NamespaceUnfrozen(s.id()));
    KINDS.put(ThresholdsSet.class, s -> new ThresholdsSet(s.id(), List.of(s.big(), s.big())));
    KINDS.put(
        ThresholdCrossed.class,
        s -> new ThresholdCrossed(s.id(), s.big(), s.random.nextBoolean(), s.big()));
    KINDS.put(GrantExpired.class, s -> new GrantExpired(s.id(), s.id(), s.big(), s.credits()));
    KINDS.put(HoldExpired.class, s -> new HoldExpired(s.id(), s.id(), s.slices(), s.credits()));
    KINDS.put(HoldExtended.class, s -> new HoldExtended(s.id(), s.id(), s.time()));
    KINDS.put(HoldPlaced.class, SomeRecords::placed);
    KINDS.put(HoldSettled.class, SomeRecords::settled);
    KINDS.put(HoldVoided.class, s -> new HoldVoided(s.id(), s.id(), s.slices(), s.credits()));
    KINDS.put(JobCancelled.class, s -> new JobCancelled(s.id()));
    KINDS.put(JobCompleted.class, SomeRecords::completed);
    KINDS.put(
        JobDispatched.class, s -> new JobDispatched(s.id(), s.node(), s.number(), s.maybe(s::id)));
    KINDS.put(JobExpired.class, s -> new JobExpired(s.id()));
    KINDS.put(JobFailed.class, s -> new JobFailed(s.id(), s.node(), s.number(), s.maybe(s::text)));
    KINDS.put(
        JobRequeued.class,
        s -> new JobRequeued(s.id(), s.node(), s.number(), s.maybe(s::text), s.maybe(s::time)));
    KINDS.put(JobReportedLate.class, s -> new JobReportedLate(s.id(), s.node(), s.number()));
    KINDS.put(JobSubmitted.class, s -> new JobSubmitted(s.id(), s.spec()));
    KINDS.put(MessageTaken.class, s -> new MessageTaken(s.envelope(), s.text()));
    KINDS.put(NodeRegistered.class, s -> new NodeRegistered(s.node(), s.text(), s.profile()));
    KINDS.put(NodeChanged.class, s -> new NodeChanged(s.node(), s.profile()));
    KINDS.put(
        NodeMoved.class,
        s ->
            new NodeMoved(
                s.node(), s.one(NodeMove.values()), s.one(NodeStatus.values()), s.maybe(s::time)));
    KINDS.put(NodeBound.class, s -> new NodeBound(s.node(), s.id()));
    KINDS.put(NodeUnbound.class, s -> new NodeUnbound(s.node(), s.id()));
    KINDS.put(NodeOffered.class, s -> new NodeOffered(s.node(), s.id(), s.maybe(s::id)));
    KINDS.put(
        PenaltyGiven.class,
        s -> new PenaltyGiven(s.node(), s.id(), s.number(), s.text(), s.time()));
    KINDS.put(PenaltyLifted.class, s -> new PenaltyLifted(s.node(), s.id()));
    KINDS.put(ShadowBanSet.class, s -> new ShadowBanSet(s.node(), s.random.nextBoolean()));
    KINDS.put(NodeAssessed.class, s -> new NodeAssessed(s.node(), s.number(), s.text()));
    KINDS.put(NodeSynced.class, s -> new NodeSynced(s.node(), s.report(), s.drift()));
  }

  private final Random random;

  private SomeRecords(long seed) {
    random = new Random(seed);
  }

  static Set<Class<? extends LogRecord>> kinds() {
    return KINDS.keySet();
  }

  /** One record of every kind. */
  static List<Recorded> ofEveryKind(long seed) {
    SomeRecords some = new SomeRecords(seed);
    return KINDS.values().stream()
        .map(make -> new Recorded(some.time(), some.origin(), make.apply(some)))
        .toList();
  }

  private Origin origin() {
    byte[] trace = new byte[16];
    random.nextBytes(trace);
    return new Origin(
        text(), random.nextBoolean() ? "" : HexFormat.of().formatHex(trace), maybe(this::text));
  }

  private AccountOpened accountOpened() {
    Set<Role> roles = roles();
    return new AccountOpened(id(), maybe(this::digest), roles, maybe(this::id));
  }

  private Set<Role> roles() {
    return random.nextBoolean() ? Set.of() : Set.of(Role.OPERATOR, Role.CONSUMER);
  }

  private WalletAddress wallet() {
    return new WalletAddress(node().address());
  }

  private KeyIssued keyIssued() {
    return new KeyIssued(
        id(),
        id(),
        text(),
        digest(),
        random.nextBoolean() ? Set.of() : Set.of(Scope.READ_USAGE, Scope.SUBMIT_JOBS),
        maybe(this::number),
        maybe(this::time),
        maybe(this::id));
  }

  private ConfigurationPublished published() {
    Terms terms =
        new Terms(
            List.of(
                new Model(text(), text(), tariff(), big()),
                new Model(text(), text(), tariff(), big()),
                model()),
            new JobLimits(duration(), retry()),
            multipliers(),
            random.nextBoolean()
                ? Runtimes.ANY
                : new Runtimes(new TreeMap<>(Map.of("vllm", "0." + number(), "tgi-2", "2.0.1"))),
            random.nextBoolean() ? Participation.DEFAULT : participation());
    return new ConfigurationPublished(
        new Configuration(one(Network.values()), big(), terms), maybe(this::big));
  }

  private Model model() {
    return new Model(
        text(),
        text(),
        tariff(),
        big(),
        one(ModelStatus.values()),
        maybe(this::digest),
        new Compatibility(
            random.nextBoolean() ? List.of() : List.of("vllm", text()),
            random.nextBoolean() ? 0 : number()),
        maybe(this::time));
  }

  private Participation participation() {
    return new Participation(
        random.nextBoolean(), number(), number(), duration(), duration(), duration());
  }

  private RetryPolicy retry() {
    return new RetryPolicy(
        number(), maybe(this::duration), random.nextBoolean() ? Duration.ZERO : duration());
  }

  private Multipliers multipliers() {
    return new Multipliers(
        random.nextBoolean() ? Map.of() : Map.of(Mode.BATCH, number(), Mode.SYNC, number()),
        random.nextBoolean() ? Map.of() : Map.of(Priority.URGENT, number()));
  }

  private Duration duration() {
    return Duration.ofMillis(random.nextLong(1L << 40));
  }

  private CreditGranted granted() {
    return new CreditGranted(
        id(),
        id(),
        big(),
        big(),
        one(GrantSource.values()),
        random.nextInt(),
        maybe(this::time),
        maybe(this::text),
        credits());
  }

  private HoldPlaced placed() {
    return new HoldPlaced(
        id(),
        id(),
        big(),
        time(),
        one(Overage.values()),
        random.nextBoolean(),
        slices(),
        credits());
  }

  private HoldSettled settled() {
    return new HoldSettled(
        id(), id(), big(), slices(), slices(), big(), random.nextBoolean(), credits());
  }

  private JobCompleted completed() {
    return new JobCompleted(
        id(), node(), number(), new JobResult(big(), big(), big(), digest()), big());
  }

  private JobSpec spec() {
    return new JobSpec(
        maybe(this::id),
        maybe(this::id),
        one(Network.values()),
        text(),
        text(),
        big(),
        tariff(),
        one(Mode.values()),
        one(Priority.values()),
        big(),
        retry(),
        random.nextBoolean()
            ? Constraints.NONE
            : new Constraints(
                maybe(this::text), maybe(this::text), maybe(this::number), maybe(this::id)),
        maybe(this::text),
        big(),
        time());
  }

  private Envelope envelope() {
    return new Envelope(node(), big(), big(), big(), time());
  }

  private NodeProfile profile() {
    return new NodeProfile(
        random.nextBoolean() ? List.of(Network.values()) : List.of(Network.MAINNET),
        new Hardware(text(), number(), number(), number()),
        text(),
        text(),
        text());
  }

  private SyncReport report() {
    return new SyncReport(
        one(Network.values()),
        digest(),
        text(),
        text(),
        several(() -> new ServedModel(text(), text(), digest(), one(ServedModelStatus.values()))));
  }

  private List<Drift> drift() {
    return several(() -> new Drift(one(Drift.Kind.values()), maybe(this::text), text()));
  }

  private <T> List<T> several(Supplier<T> one) {
    return random.ints(random.nextInt(3)).mapToObj(_ -> one.get()).toList();
  }

  private Tariff tariff() {
    return new Tariff(big(), big(), big());
  }

  private Credits credits() {
    return new Credits(big(), big(), big(), big());
  }

  private List<Slice> slices() {
    return random.ints(random.nextInt(4)).mapToObj(_ -> new Slice(id(), big())).toList();
  }

  private NodeId node() {
    byte[] address = new byte[20];
    random.nextBytes(address);
    return new NodeId("0x" + HexFormat.of().formatHex(address));
  }

  private Digest digest() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private int number() {
    return random.nextInt(Integer.MAX_VALUE);
  }

  // As often small as large, and sometimes the largest.
  private long big() {
    return random.nextInt(10) == 0
        ? Long.MAX_VALUE
        : random.nextLong() >>> (1 + random.nextInt(63));
  }

  private Instant time() {
    return Instant.EPOCH.plus(random.nextLong(LAST_MICRO), ChronoUnit.MICROS);
  }

  private String text() {
    return random
        .ints(random.nextInt(12), 0, MAX_POINT + 1)
        .map(point -> random.nextInt(3) == 0 ? EDGES[point % EDGES.length] : point)
        .map(point -> random.nextInt(3) == 0 ? point % 128 : point)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? null : value.get();
  }
}
