package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.log.SigningKey;
import com.resultity.http.accounts.AccountRoutes;
import com.resultity.http.accounts.KeyRoutes;
import com.resultity.http.accounts.NamespaceRoutes;
import com.resultity.http.accounts.ReferralRoutes;
import com.resultity.http.accounts.WalletRoutes;
import com.resultity.http.jobs.JobListRoutes;
import com.resultity.http.jobs.JobRoutes;
import com.resultity.http.jobs.MatchRoutes;
import com.resultity.http.jobs.QueueRoutes;
import com.resultity.http.jobs.UsageRoutes;
import com.resultity.http.journal.AdminActionRoutes;
import com.resultity.http.journal.BlockRoutes;
import com.resultity.http.ledger.HoldRoutes;
import com.resultity.http.ledger.LedgerRoutes;
import com.resultity.http.network.ModelRoutes;
import com.resultity.http.network.NetworkRoutes;
import com.resultity.http.nodes.AccountNodeRoutes;
import com.resultity.http.nodes.JudgementRoutes;
import com.resultity.http.nodes.NodeRoutes;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyUses;
import com.resultity.ports.accounts.PretendEthereum;
import com.resultity.ports.accounts.SomeMac;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.accounts.WalletSettings;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import com.resultity.ports.journal.CommitterSettings;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.MemoryStore;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.PaperKeys;
import com.resultity.ports.nodes.NodeDirectory;
import com.resultity.ports.nodes.NodeSignatures;
import com.resultity.ports.nodes.SyncNodes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The whole door on a free port, before a store in memory. */
final class TestDoor implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Ethereum ETHEREUM = new PretendEthereum();
  static final KeySecrets SECRETS = new KeySecrets(SomeMac.keyed(2), new SecureRandom());
  static final SigningKey KEY = PaperKeys.fresh();
  private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(10);
  static final Contract CONTRACT = Contract.load();
  static final String NODE = "0x" + "1a".repeat(20);
  static final String DIGEST = "9f".repeat(32);

  final MemoryStore store = new MemoryStore();
  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final AtomicReference<Future<Boolean>> ready =
      new AtomicReference<>(Future.succeededFuture(true));
  final AtomicReference<RateLimits> limits = new AtomicReference<>(RateLimits.NONE);
  final Queue<String> told = new ConcurrentLinkedQueue<>();
  final ChosenNodes nodes;
  final Committer committer;
  final HttpDoor door;
  final int port;
  final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger keys = new AtomicInteger();

  private TestDoor(HttpSettings settings, CommitterSettings limits) {
    InstantSource clock = now::get;
    nodes = new ChosenNodes(clock);
    committer = committer(limits, store, nodes, clock);
    IdSource ids = new IdSource(limits.slots(), clock, ThreadLocalRandom::current);
    door =
        HttpDoor.of(
            vertx,
            settings,
            areas(store, ids, clock, nodes, committer),
            new TestTokens(),
            principal -> this.limits.get().take(principal),
            new Gate(store.namespaces(), store.keys(), store.holds(), store.jobs()),
            committer,
            clock,
            ThreadLocalRandom::current,
            new Readiness(ready::get),
            () -> "up 1\n",
            calls());
    port = await(door.listen("127.0.0.1", 0));
  }

  static Committer committer(
      CommitterSettings limits, MemoryStore store, NodeDirectory nodes, InstantSource clock) {
    return new Committer(
        limits,
        store,
        new Dispatch(store.jobs(), nodes)
            .then(challenges(clock))
            .then(new NodeSignatures(ETHEREUM, Set.of(1L))),
        clock,
        _ -> Future.succeededFuture(),
        CommitListener.NONE);
  }

  static WalletChallenges challenges(InstantSource clock) {
    WalletSettings settings =
        new WalletSettings(Set.of("localhost", "app.example.org"), Set.of(1L), CHALLENGE_LIFE);
    return new WalletChallenges(
        settings, SomeMac.keyed(1), ETHEREUM, ThreadLocalRandom.current(), clock);
  }

  static VerifyKey verify(MemoryStore store, InstantSource clock) {
    return new VerifyKey(store.keys(), SECRETS, new KeyUses(store.keyUses()), clock);
  }

  static List<Routes> areas(
      MemoryStore store,
      IdSource ids,
      InstantSource clock,
      NodeDirectory nodes,
      Committer committer) {
    Dispatch dispatch = new Dispatch(store.jobs(), nodes);
    Claim claim =
        new Claim(
            committer,
            store.jobs(),
            store.waiting(),
            store.configurations(),
            nodes,
            dispatch,
            clock);
    return List.of(
        new AccountRoutes(store.accounts(), ids, () -> "00".repeat(16), ETHEREUM),
        new WalletRoutes(challenges(clock), store.accounts(), ETHEREUM),
        new ReferralRoutes(store.referrals(), store.accounts()),
        new NamespaceRoutes(ids),
        new KeyRoutes(store.keyLists(), store.namespaces(), verify(store, clock), SECRETS, ids),
        new LedgerRoutes(
            store.credits(), store.entries(), store.namespaces(), store.trialBalance(), ids, clock),
        new HoldRoutes(store.holds(), ids),
        new JobRoutes(store.jobs(), ids),
        new JobListRoutes(store.jobPages()),
        new MatchRoutes(dispatch, claim),
        new UsageRoutes(store.usage()),
        new QueueRoutes(store.queue(), clock),
        new NetworkRoutes(
            store.configurations(),
            new CompareConfigurations(store.configurations(), TestDoor::replaced),
            new BundleConfiguration(store.configurations(), KEY)),
        new ModelRoutes(store.configurations()),
        new NodeRoutes(
            store.nodes(),
            new SyncNodes(committer, new BundleConfiguration(store.configurations(), KEY))),
        new AccountNodeRoutes(store.nodes()),
        new JudgementRoutes(ids),
        new BlockRoutes(store.blocks(), committer.slots()),
        new AdminActionRoutes(store.adminActions()));
  }

  /** The plainest patch there is: everything is replaced. */
  static String replaced(byte[] from, byte[] to) {
    return "[{\"op\":\"replace\",\"path\":\"\",\"value\":"
        + new String(to, StandardCharsets.UTF_8)
        + "}]";
  }

  static TestDoor open() {
    return open(HttpSettings.defaults(), CommitterSettings.ofSlots(2));
  }

  static TestDoor open(HttpSettings settings, CommitterSettings limits) {
    return new TestDoor(settings, limits);
  }

  static HttpSettings withBodyTimeout(Duration timeout) {
    HttpSettings d = HttpSettings.defaults();
    return new HttpSettings(
        1, 100, d.maxBody(), d.headTimeout(), timeout, d.idleTimeout(), d.deadline(), d.drain());
  }

  /** Waits for heads, then for bodies, then between requests, no longer than that. */
  static HttpSettings impatient(Duration head, Duration body, Duration idle) {
    HttpSettings d = HttpSettings.defaults();
    return new HttpSettings(1, 100, d.maxBody(), head, body, idle, d.deadline(), d.drain());
  }

  private CallListener calls() {
    return new CallListener() {
      @Override
      public void answered(Door door, Operation operation, long nanoseconds) {
        told.add(door + " " + operation + " ok");
      }

      @Override
      public void failed(Door door, Operation operation, ErrorCode code, long nanoseconds) {
        told.add(door + " " + operation + " " + code.code());
      }
    };
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  Question get(String path) {
    return new Question(this, "GET", path);
  }

  Question post(String path) {
    return new Question(this, "POST", path).key(newKey());
  }

  Question patch(String path) {
    return new Question(this, "PATCH", path).key(newKey());
  }

  Question put(String path) {
    return new Question(this, "PUT", path).key(newKey());
  }

  private String newKey() {
    return "key-" + keys.incrementAndGet();
  }

  // What most tests need before they begin.

  String newAccount() {
    Asked opened = post("/v1/accounts").as("account").body("{}").send();
    assertThat(opened.status()).isEqualTo(201);
    return opened.get("/accountId");
  }

  String newNamespace() {
    Asked opened =
        post("/v1/accounts/" + newAccount() + "/namespaces")
            .as("account")
            .body("{\"name\":\"main\",\"network\":\"testnet\"}")
            .send();
    assertThat(opened.status()).isEqualTo(201);
    return opened.get("/namespaceId");
  }

  String newNamespace(long credit) {
    String namespace = newNamespace();
    grant(namespace, credit);
    return namespace;
  }

  void grant(String namespace, long amount) {
    Asked granted =
        post("/v1/namespaces/" + namespace + "/grants")
            .as("account")
            .body("{\"amount\":\"%d\",\"source\":\"bonus\"}".formatted(amount))
            .send();
    assertThat(granted.status()).isEqualTo(201);
  }

  String newHold(String namespace, long amount) {
    Asked placed = post("/v1/namespaces/" + namespace + "/holds").body(hold(amount)).send();
    assertThat(placed.status()).isEqualTo(201);
    return placed.get("/holdId");
  }

  static String hold(long amount) {
    return "{\"amount\":\"%d\",\"expiresAt\":\"2026-06-01T13:00:00Z\"}".formatted(amount);
  }

  void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  void configure() {
    configure(CONFIG);
  }

  void configure(String config) {
    assertThat(publish(config).status()).isEqualTo(201);
  }

  Asked publish(String config) {
    return post("/v1/networks/testnet/config")
        .as("admin")
        .header("Reason", "a test")
        .body(config)
        .send();
  }

  // One microcredit per token and 7 per job; two attempts.
  static final String CONFIG =
      """
      {"models":[{"name":"llama","version":"1","requestPrice":"7","inputPrice":"1000000",
       "outputPrice":"1000000","maxTokens":"1000"}],"limits":{"maxTtl":"PT24H","maxAttempts":2}}\
      """;

  // The same, but three attempts of a minute, and a pause between them.
  static final String RETRYING =
      CONFIG.replace(
          "\"maxAttempts\":2",
          "\"maxAttempts\":3,\"attemptTimeout\":\"PT1M\",\"backOff\":\"PT10S\"");

  static String multiplied(String config, String multipliers) {
    return config.substring(0, config.length() - 1) + ",\"multipliers\":" + multipliers + "}";
  }

  String newJob(String namespace) {
    Asked submitted = post("/v1/namespaces/" + namespace + "/jobs").body(JOB).send();
    assertThat(submitted.status()).isEqualTo(201);
    return submitted.get("/jobId");
  }

  static final String JOB =
      """
      {"model":"llama","mode":"stream","ttl":"PT10M","maxTokens":"93"}\
      """;

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    client.close();
    await(vertx.close());
  }
}
