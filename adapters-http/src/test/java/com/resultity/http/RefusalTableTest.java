package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.jobs.JobCommand.TimeOutAttempt;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.Penalty;
import com.resultity.ports.accounts.PretendEthereum;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.Caller;
import com.resultity.ports.journal.Head;
import com.resultity.ports.journal.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that a caller can meet: what it is answered with, and that it changes nothing. */
class RefusalTableTest {
  private static final String SWEEP = "only the sweep's own commands are refused so";
  private static final String QUESTION = "it answers a question, and no command";
  private static final String FOLLOWER = "only Core's own commands are refused so";
  private static final String THOUSAND = "the rules' own tests reach a thousand";

  /** Refusals that no request meets, and why. */
  private static final Map<RefusalCode, String> LEFT_OUT =
      new EnumMap<>(
          Map.of(
              RefusalCode.NAMESPACES_UP_TO_DATE, FOLLOWER,
              RefusalCode.TOO_MANY_NAMESPACES, THOUSAND,
              RefusalCode.TOO_MANY_KEYS, THOUSAND,
              RefusalCode.KEY_INVALID, QUESTION,
              RefusalCode.HOLD_NOT_DUE, SWEEP,
              RefusalCode.GRANT_NOT_FOUND, SWEEP,
              RefusalCode.GRANT_NOT_DUE, SWEEP,
              RefusalCode.JOB_NOT_DUE, SWEEP));

  private static final String NOBODY = "01981c7e-4c00-7000-8004-00000000002a";

  private final World world = new World();

  @AfterEach
  void close() {
    world.door.close();
  }

  /** A refusal, and what brings about a request that meets it. */
  record Row(RefusalCode code, Function<World, Question> refused) {
    @Override
    public String toString() {
      return code.code();
    }
  }

  private static Row row(RefusalCode code, Function<World, Question> refused) {
    return new Row(code, refused);
  }

  static List<Row> rows() {
    return Stream.of(
            accounts(),
            standings(),
            wallets(),
            keys(),
            namespaces(),
            grants(),
            holds(),
            endings(),
            configurations(),
            submissions(),
            jobs(),
            nodes(),
            messages(),
            bindings())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Row> accounts() {
    String email = "{\"email\":\"ada@example.org\"}";
    return List.of(
        row(RefusalCode.ACCOUNT_NOT_FOUND, w -> w.open(NOBODY, "other")),
        row(RefusalCode.EMAIL_TAKEN, w -> w.after(w.open(email)).open(email)),
        row(RefusalCode.REFERRAL_INVALID, w -> w.open("{\"referrerId\":\"" + NOBODY + "\"}")),
        row(RefusalCode.NAMESPACE_NAME_TAKEN, w -> w.open(w.account, "main")));
  }

  private static List<Row> configurations() {
    return List.of(
        row(
            RefusalCode.CONFIG_INVALID,
            w ->
                w.post("/v1/networks/testnet/config")
                    .body("{\"models\":[],\"limits\":{\"maxTtl\":\"PT24H\",\"maxAttempts\":2}}")),
        row(
            RefusalCode.VERSION_MISMATCH,
            w ->
                w.configured()
                    .post("/v1/networks/testnet/config")
                    .header("If-Match", "\"2\"")
                    .body(TestDoor.CONFIG)),
        row(
            RefusalCode.CONFIGURATION_NOT_FOUND,
            w ->
                w.configured()
                    .post("/v1/networks/testnet/config:rollback")
                    .body("{\"toVersion\":\"2\"}")),
        row(RefusalCode.MODEL_NOT_FOUND, w -> w.configured().model("retire", "2")),
        row(RefusalCode.MODEL_STATUS_INVALID, w -> w.configured().model("approve", "1")),
        row(
            RefusalCode.MODEL_EXISTS,
            w ->
                w.configured()
                    .post("/v1/networks/testnet/models")
                    .body(
                        """
                        {"name":"llama","version":"1","requestPrice":"1","inputPrice":"1",
                         "outputPrice":"1","maxTokens":"1"}\
                        """)));
  }

  private static List<Row> nodes() {
    return List.of(
        row(RefusalCode.NODE_NOT_FOUND, w -> new SignedNode(w.door, TestDoor.NODE).review("begin")),
        row(RefusalCode.NODE_STATUS_INVALID, w -> w.working().review("begin")),
        row(
            RefusalCode.NODE_EXCLUDED,
            w -> {
              SignedNode node = w.working();
              return w.after(node.asAdmin(":exclude")).then(node.wish(NodeMove.RESUME));
            }),
        row(
            RefusalCode.NODE_NOT_PARTICIPATING,
            w -> w.working().sync(Network.MAINNET, "0".repeat(64))),
        row(
            RefusalCode.PENALTY_NOT_FOUND,
            w -> w.working().asAdmin("/penalties/" + NOBODY + ":lift")),
        row(
            RefusalCode.TOO_MANY_PENALTIES,
            w -> {
              SignedNode node = w.working();
              for (int i = 0; i < Penalty.MOST; i++) {
                w.after(node.penalise(1));
              }
              return node.penalise(1);
            }));
  }

  private static List<Row> messages() {
    return List.of(
        row(
            RefusalCode.MESSAGE_REPLAYED,
            w -> {
              SignedNode node = w.working();
              Envelope message = node.next();
              return w.after(node.wish(NodeMove.PAUSE, message))
                  .then(node.wish(NodeMove.RESUME, message));
            }),
        row(RefusalCode.MESSAGE_OUT_OF_ORDER, w -> w.working().rewind(-1).wish(NodeMove.PAUSE)),
        row(RefusalCode.MESSAGE_STALE, w -> w.sentAt(TestDoor.NOON.minus(Duration.ofMinutes(6)))),
        row(
            RefusalCode.MESSAGE_FROM_FUTURE,
            w -> w.sentAt(TestDoor.NOON.plus(Duration.ofMinutes(6)))));
  }

  private static List<Row> bindings() {
    return List.of(
        row(
            RefusalCode.NODE_ALREADY_BOUND,
            w -> {
              SignedNode node = w.working();
              return w.after(node.adopt(w.account)).then(node.adopt(w.account));
            }),
        row(
            RefusalCode.NODE_BOUND_ELSEWHERE,
            w -> {
              SignedNode node = w.working();
              return w.after(node.adopt(w.account)).then(node.adopt(w.door.newAccount()));
            }),
        row(RefusalCode.NODE_NOT_BOUND, w -> w.working().ofAccount(w.account, ":release", "{}")));
  }

  private static List<Row> standings() {
    return List.of(
        row(
            RefusalCode.ACCOUNT_NOT_ACTIVE,
            w -> w.after(w.standing("suspend")).standing("suspend")),
        row(RefusalCode.ACCOUNT_NOT_SUSPENDED, w -> w.standing("reinstate")),
        row(RefusalCode.ACCOUNT_NOT_EMPTY, w -> w.standing("close")),
        row(
            RefusalCode.ACCOUNT_CLOSED,
            w -> w.after(w.close(true)).after(w.standing("close")).standing("close")),
        row(RefusalCode.PERSONAL_DATA_ABSENT, w -> w.standing("erase")),
        row(RefusalCode.NAMESPACE_NOT_EMPTY, w -> w.close(false)),
        row(RefusalCode.NAMESPACE_CLOSED, w -> w.after(w.close(true)).place(5)));
  }

  private static List<Row> wallets() {
    return List.of(
        row(RefusalCode.CHALLENGE_MALFORMED, w -> w.link("hello", "0x")),
        row(
            RefusalCode.CHALLENGE_NOT_ISSUED,
            w -> w.link(w.challenge(w.account).replace("Issued At: 2026", "Issued At: 2025"))),
        row(RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT, w -> w.link(w.challenge(w.door.newAccount()))),
        row(
            RefusalCode.CHALLENGE_EXPIRED,
            w -> {
              String message = w.challenge(w.account);
              w.door.pass(Duration.ofMinutes(10));
              return w.link(message);
            }),
        row(
            RefusalCode.CHALLENGE_USED,
            w -> {
              String message = w.challenge(w.account);
              return w.after(w.link(message)).link(message);
            }),
        row(
            RefusalCode.DOMAIN_NOT_ALLOWED,
            w -> w.link(w.challenge(w.account).replace("localhost", "evil.example.org"))),
        row(
            RefusalCode.CHAIN_NOT_ALLOWED,
            w -> w.link(w.challenge(w.account).replace("Chain ID: 1", "Chain ID: 5"))),
        row(RefusalCode.SIGNATURE_MALFORMED, w -> w.link(w.challenge(w.account), "0xzz")),
        row(RefusalCode.SIGNATURE_TRUNCATED, w -> w.signed("00".repeat(64))),
        row(RefusalCode.SIGNATURE_TOO_LONG, w -> w.signed("00".repeat(66))),
        row(RefusalCode.CONTRACT_WALLET, w -> w.signed("00".repeat(130))),
        row(
            RefusalCode.SIGNATURE_HIGH_S,
            w -> w.signed("00".repeat(31) + "01" + "7f" + "ff".repeat(31) + "1b")),
        row(
            RefusalCode.SIGNATURE_INVALID,
            w -> w.signed("00".repeat(31) + "01" + "00".repeat(31) + "011b")),
        row(
            RefusalCode.WALLET_TAKEN,
            w -> w.after(w.link(w.challenge(w.account))).link(w.challenge(w.account))),
        row(
            RefusalCode.WALLET_NOT_LINKED,
            w ->
                w.post("/v1/accounts/" + w.account + "/wallets:unlink")
                    .body("{\"address\":\"" + World.WALLET + "\"}")),
        row(RefusalCode.TOO_MANY_WALLETS, w -> w.wallets(16).link(w.challenge(w.account))));
  }

  private static List<Row> keys() {
    return List.of(
        row(RefusalCode.KEY_NOT_FOUND, w -> w.post("/v1/keys/" + NOBODY + ":revoke")),
        row(
            RefusalCode.KEY_REVOKED,
            w -> {
              String key = "/v1/keys/" + w.key("").get("/key/keyId");
              return w.after(w.post(key + ":revoke")).post(key + ":revoke");
            }),
        row(
            RefusalCode.KEY_EXPIRED,
            w -> {
              String id = w.key(",\"expiresAt\":\"2026-06-01T12:30:00Z\"").get("/key/keyId");
              w.door.pass(Duration.ofMinutes(30));
              return w.post("/v1/keys/" + id + ":rotate");
            }));
  }

  private static List<Row> namespaces() {
    return List.of(
        row(RefusalCode.NAMESPACE_NOT_FOUND, w -> w.post("/v1/namespaces/" + NOBODY + ":freeze")),
        row(RefusalCode.NAMESPACE_FROZEN, w -> w.after(w.freeze()).place(5)),
        row(RefusalCode.NAMESPACE_NOT_FROZEN, w -> w.post(w.namespace + ":unfreeze")),
        row(RefusalCode.AMOUNT_NEGATIVE, w -> w.debtLimit(-1)),
        row(RefusalCode.TOO_MANY_THRESHOLDS, w -> w.thresholds(Purse.MAX_THRESHOLDS + 1)));
  }

  private static List<Row> grants() {
    String payment = ",\"paymentReference\":\"pi_1\"";
    return List.of(
        row(RefusalCode.AMOUNT_NOT_POSITIVE, w -> w.grant(0, "")),
        row(RefusalCode.AMOUNT_OVERFLOW, w -> w.grant(Long.MAX_VALUE, "")),
        row(
            RefusalCode.EXPIRY_NOT_IN_FUTURE,
            w -> w.grant(5, ",\"expiresAt\":\"2026-06-01T12:00:00Z\"")),
        row(
            RefusalCode.TOO_MANY_GRANTS,
            // There is one already.
            w -> w.after(w.grants(Purse.MAX_OPEN_GRANTS - 1)).grant(5, "")),
        row(
            RefusalCode.PAYMENT_REFERENCE_MISSING,
            w -> w.post(w.namespace + "/grants").body("{\"amount\":\"5\",\"source\":\"top_up\"}")),
        row(
            RefusalCode.PAYMENT_ALREADY_GRANTED,
            w -> w.after(w.grant(5, payment)).grant(7, payment)));
  }

  private static List<Row> holds() {
    return List.of(
        row(
            RefusalCode.INSUFFICIENT_CREDIT,
            w -> {
              // A grant that is due is not swept by a hold that is refused.
              w.after(w.grant(5, ",\"expiresAt\":\"2026-06-01T12:30:00Z\""));
              w.door.pass(Duration.ofMinutes(30));
              return w.place(1001);
            }),
        row(RefusalCode.DEBT_OUTSTANDING, w -> w.indebted().place(1)),
        row(RefusalCode.EXPIRY_TOO_FAR, w -> w.place(5, "2026-07-02T12:00:00.000001Z", "refuse")),
        row(
            RefusalCode.EXPIRY_NOT_LATER,
            w ->
                w.post("/v1/holds/" + w.held() + ":extend")
                    .body("{\"expiresAt\":\"2026-06-01T13:00:00Z\"}")));
  }

  private static List<Row> endings() {
    return List.of(
        row(RefusalCode.HOLD_NOT_FOUND, w -> w.settle(NOBODY, 1)),
        row(
            RefusalCode.HOLD_ALREADY_SETTLED,
            w -> {
              String hold = w.held();
              return w.after(w.settle(hold, 1)).settle(hold, 1);
            }),
        row(
            RefusalCode.HOLD_ALREADY_VOIDED,
            w -> {
              String hold = w.held();
              return w.after(w.release(hold)).release(hold);
            }),
        row(
            RefusalCode.HOLD_EXPIRED,
            w -> {
              String hold = w.held();
              w.door.pass(Duration.ofHours(1));
              return w.release(hold);
            }),
        row(RefusalCode.HOLD_BELONGS_TO_JOB, w -> w.settle(w.queued(), 1)),
        row(RefusalCode.EXCEEDS_HOLD, w -> w.settle(w.held(), 101)),
        row(
            RefusalCode.DEBT_LIMIT_EXCEEDED,
            w -> {
              // A hold that is due is not swept by a settlement that is refused.
              String hold = w.held();
              w.door.pass(Duration.ofHours(1));
              return w.settle(hold, 1001);
            }));
  }

  private static List<Row> submissions() {
    return List.of(
        row(RefusalCode.NETWORK_NOT_CONFIGURED, w -> w.submit(TestDoor.JOB)),
        row(RefusalCode.MODEL_NOT_AVAILABLE, w -> w.configured().submit("llama", "other")),
        row(RefusalCode.TTL_OUT_OF_RANGE, w -> w.configured().submit("PT10M", "PT24H1S")),
        row(RefusalCode.MAX_TOKENS_NOT_POSITIVE, w -> w.configured().submit("93", "0")),
        row(
            RefusalCode.AMOUNT_EXCEEDS_PRICE,
            w -> w.configured().submit("}", ",\"amount\":\"101\"}")));
  }

  private static List<Row> jobs() {
    return List.of(
        row(RefusalCode.JOB_NOT_FOUND, w -> w.node.dispatching(NOBODY)),
        row(RefusalCode.JOB_NOT_QUEUED, w -> w.other.dispatching(w.dispatched())),
        row(RefusalCode.JOB_NOT_READY, w -> w.other.dispatching(w.failed())),
        row(RefusalCode.JOB_NOT_DISPATCHED, w -> w.node.completing(w.queued(), 1)),
        row(
            RefusalCode.JOB_ALREADY_FINISHED,
            w -> {
              String job = w.dispatched();
              return w.after(w.node.completing(job, 1)).node.completing(job, 1);
            }),
        row(
            RefusalCode.JOB_EXPIRED,
            w -> {
              String job = w.dispatched();
              w.door.pass(Duration.ofMinutes(10));
              return w.node.completing(job, 1);
            }),
        row(RefusalCode.NODE_NOT_ASSIGNED, w -> w.other.completing(w.dispatched(), 1)),
        row(
            RefusalCode.NODE_NOT_ELIGIBLE,
            w -> {
              w.door.nodes.exclude(w.node.id(), "region");
              return w.node.dispatching(w.queued());
            }),
        row(
            RefusalCode.NODE_ALREADY_TRIED,
            w -> {
              String job = w.failed();
              w.other.claim().send();
              w.door.pass(Duration.ofSeconds(10));
              return w.node.dispatching(job);
            }),
        row(
            RefusalCode.ATTEMPT_SUPERSEDED,
            w -> {
              String job = w.failed();
              w.door.pass(Duration.ofSeconds(10));
              return w.after(w.other.dispatching(job)).node.completing(job, 1);
            }));
  }

  /** Reports on attempts that ended without one. */
  static List<Row> lateReports() {
    return List.of(
        row(RefusalCode.JOB_NOT_DISPATCHED, w -> w.node.completing(w.timedOut(), 1)),
        row(
            RefusalCode.ATTEMPT_SUPERSEDED,
            w -> {
              String job = w.timedOut();
              w.door.pass(Duration.ofSeconds(10));
              return w.after(w.other.dispatching(job)).node.failing(job, 1);
            }),
        row(
            RefusalCode.JOB_ALREADY_FINISHED,
            w -> {
              String job = w.dispatched();
              return w.after(w.post("/v1/jobs/" + job + ":cancel")).node.completing(job, 1);
            }));
  }

  @Test
  void everyRefusalIsInTheTableOrLeftOut() {
    List<RefusalCode> all = new ArrayList<>(LEFT_OUT.keySet());
    rows().forEach(row -> all.add(row.code()));
    assertThat(all).containsExactlyInAnyOrder(RefusalCode.values());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRefusalSaysWhyAndIsRepeatedAndChangesNothing(Row row) {
    Question question = row.refused().apply(world);
    Map<String, String> before = world.fingerprint();
    String first = refused(question, row.code(), "");
    assertThat(world.fingerprint()).isEqualTo(before);
    assertThat(refused(question, row.code(), "true")).isEqualTo(first);
    assertThat(world.fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("lateReports")
  void aLateReportIsNotedOnceAndChangesNothingElse(Row row) {
    Question question = row.refused().apply(world);
    int slot = Ids.homeSlot(UUID.fromString(world.job));
    long sequence = world.head(slot).sequence();
    Map<String, String> noted = world.fingerprint();
    String first = refused(question, row.code(), "");
    assertThat(world.head(slot).sequence()).isEqualTo(sequence + 1);
    noted.put("slot " + slot, world.head(slot).toString());
    noted.replaceAll((_, text) -> text.replaceFirst("\"late\":false", "\"late\":true"));
    assertThat(noted.get("/v1/jobs/" + world.job)).contains("\"late\":true");
    assertThat(world.fingerprint()).isEqualTo(noted);
    assertThat(refused(question, row.code(), "true")).isEqualTo(first);
    assertThat(refused(question.key("another"), row.code(), "")).isEqualTo(first);
    assertThat(world.fingerprint()).isEqualTo(noted);
  }

  /** The problem that the question is answered with, without its trace. */
  private static String refused(Question question, RefusalCode code, String replayed) {
    Asked asked = question.send();
    assertThat(asked.code()).isEqualTo(code.code());
    assertThat(asked.status()).isEqualTo(ErrorCode.of(code).httpStatus());
    assertThat(asked.get("/certainty")).isEqualTo("final");
    assertThat(asked.header("Idempotency-Replayed")).isEqualTo(replayed);
    return asked.text().replace(asked.get("/traceId"), "");
  }

  /** A namespace with 1,000 microcredits, and two nodes; and what has been done with them. */
  static final class World {
    final TestDoor door = TestDoor.open();
    final TestNode node = TestNode.of(door, 1);
    final TestNode other = TestNode.of(door, 2);
    final String account = door.newAccount();
    final String namespace;
    String job = "";
    private final List<String> read = new ArrayList<>();

    World() {
      String id = done(open(account, "main")).get("/namespaceId");
      door.grant(id, 1000);
      namespace = "/v1/namespaces/" + id;
      read.add("/v1/accounts/" + account);
      read.add(namespace + "/credits");
      read.add(namespace + "/entries?limit=1000");
      read.add("/v1/trial-balance");
      read.add("/v1/jobs?namespaceId=" + id);
    }

    /** The end of every chain, and all that there is to be read. */
    Map<String, String> fingerprint() {
      Map<String, String> all = new LinkedHashMap<>();
      for (int slot = 0; slot <= 2; slot++) {
        all.put("slot " + slot, head(slot).toString());
      }
      read.forEach(path -> all.put(path, done(door.get(path).as("admin")).text()));
      return all;
    }

    Head head(int slot) {
      return TestDoor.await(door.store.blocks().head(slot));
    }

    private static Asked done(Question question) {
      Asked asked = question.send();
      assertThat(asked.status()).as(asked.text()).isIn(200, 201);
      return asked;
    }

    World after(Question question) {
      done(question);
      return this;
    }

    SignedNode working() {
      return SignedNode.working(door);
    }

    Question sentAt(Instant time) {
      SignedNode node = working();
      return node.wish(NodeMove.PAUSE, node.at(time));
    }

    Question then(Question question) {
      return question;
    }

    Question post(String path) {
      return door.post(path).as("admin").header("Reason", "a test");
    }

    Question put(String path) {
      return door.put(path).as("admin").header("Reason", "a test");
    }

    static final String WALLET = "0x" + "ab".repeat(20);

    Question standing(String verb) {
      return post("/v1/accounts/" + account + ":" + verb);
    }

    Question close(boolean forfeit) {
      return post(namespace + ":close").body("{\"forfeit\":" + forfeit + "}");
    }

    String challenge(String of) {
      return challenge(of, WALLET);
    }

    private String challenge(String of, String wallet) {
      return done(post("/v1/accounts/" + of + "/wallet-challenges")
              .body(
                  "{\"address\":\"%s\",\"chainId\":\"1\",\"domain\":\"localhost\"}"
                      .formatted(wallet)))
          .get("/message");
    }

    Question link(String message) {
      return link(message, PretendEthereum.sign(new WalletAddress(WALLET), message));
    }

    Question link(String message, String signature) {
      return post("/v1/accounts/" + account + "/wallets")
          .body(
              "{\"message\":\"%s\",\"signature\":\"%s\"}"
                  .formatted(message.replace("\n", "\\n"), signature));
    }

    Question signed(String signature) {
      return link(challenge(account), "0x" + signature);
    }

    World wallets(int count) {
      for (int i = 1; i <= count; i++) {
        WalletAddress wallet = new WalletAddress("0x%040x".formatted(i));
        String message = challenge(account, wallet.text());
        after(link(message, PretendEthereum.sign(wallet, message)));
      }
      return this;
    }

    Asked key(String rest) {
      return done(post(namespace + "/keys").body("{\"name\":\"ci\"" + rest + "}"));
    }

    Question open(String body) {
      return post("/v1/accounts").body(body);
    }

    Question open(String id, String name) {
      return post("/v1/accounts/" + id + "/namespaces")
          .body("{\"name\":\"%s\",\"network\":\"testnet\"}".formatted(name));
    }

    Question freeze() {
      return post(namespace + ":freeze");
    }

    Question debtLimit(long limit) {
      return put(namespace + "/debt-limit").body("{\"limit\":\"%d\"}".formatted(limit));
    }

    Question thresholds(int count) {
      List<String> each = IntStream.rangeClosed(1, count).mapToObj("\"%d\""::formatted).toList();
      return put(namespace + "/thresholds").body("{\"thresholds\":%s}".formatted(each));
    }

    Question grant(long amount, String rest) {
      return post(namespace + "/grants")
          .body("{\"amount\":\"%d\",\"source\":\"bonus\"%s}".formatted(amount, rest));
    }

    Question grants(int count) {
      String grant =
          "{\"operation\":\"grantCredit\",\"namespaceId\":\"%s\",\"amount\":\"1\",\"source\":\"bonus\"}"
              .formatted(namespace.substring(namespace.lastIndexOf('/') + 1));
      return post("/v1/ledger:batch")
          .body("{\"atomic\":true,\"commands\":%s}".formatted(Collections.nCopies(count, grant)));
    }

    Question place(long amount) {
      return place(amount, "2026-06-01T13:00:00Z", "refuse");
    }

    Question place(long amount, String expiresAt, String overage) {
      return post(namespace + "/holds")
          .body(
              "{\"amount\":\"%d\",\"expiresAt\":\"%s\",\"overage\":\"%s\"}"
                  .formatted(amount, expiresAt, overage));
    }

    /** A hold of 100 for an hour. */
    String held() {
      return held(place(100));
    }

    private String held(Question question) {
      String hold = done(question).get("/holdId");
      read.add("/v1/holds/" + hold);
      return hold;
    }

    World indebted() {
      after(debtLimit(10));
      return after(settle(held(place(100, "2026-06-01T13:00:00Z", "charge")), 1010));
    }

    Question settle(String hold, long amount) {
      return post("/v1/holds/" + hold + ":settle").body("{\"amount\":\"%d\"}".formatted(amount));
    }

    Question release(String hold) {
      return post("/v1/holds/" + hold + ":void");
    }

    World configured() {
      door.configure(TestDoor.RETRYING);
      read.add("/v1/networks/testnet/config");
      return this;
    }

    Question model(String verb, String version) {
      return post("/v1/networks/testnet/models:" + verb)
          .body("{\"name\":\"llama\",\"version\":\"%s\"}".formatted(version));
    }

    Question submit(String body) {
      return post(namespace + "/jobs").body(body);
    }

    Question submit(String part, String instead) {
      return submit(TestDoor.JOB.replace(part, instead));
    }

    String queued() {
      job = configured().held(submit(TestDoor.JOB));
      read.add("/v1/jobs/" + job);
      return job;
    }

    String dispatched() {
      after(node.dispatching(queued()));
      return job;
    }

    /** A job that the node has tried, and that waits ten seconds. */
    String failed() {
      after(node.failing(dispatched(), 1));
      return job;
    }

    /** The same, but the node said nothing. */
    String timedOut() {
      dispatched();
      door.pass(Duration.ofMinutes(1));
      Caller core = new Caller(new Origin("core", "", null), null, null);
      TimeOutAttempt timeOut = new TimeOutAttempt(UUID.fromString(job));
      assertThat(TestDoor.await(door.committer.submit(core, timeOut)))
          .isInstanceOf(Outcome.Done.class);
      return job;
    }
  }
}
