package com.resultity.grpc;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import com.resultity.domain.jobs.JobSpec;
import com.resultity.domain.log.SigningKey;
import com.resultity.domain.nodes.NodeId;
import com.resultity.grpc.accounts.AccountMethods;
import com.resultity.grpc.accounts.KeyMethods;
import com.resultity.grpc.accounts.NamespaceMethods;
import com.resultity.grpc.accounts.ReferralMethods;
import com.resultity.grpc.accounts.StandingMethods;
import com.resultity.grpc.accounts.WalletMethods;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.CallSettings;
import com.resultity.grpc.jobs.JobMatches;
import com.resultity.grpc.jobs.JobMethods;
import com.resultity.grpc.jobs.JobReads;
import com.resultity.grpc.journal.JournalMethods;
import com.resultity.grpc.ledger.LedgerMethods;
import com.resultity.grpc.network.NetworkMethods;
import com.resultity.grpc.nodes.NodeMethods;
import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Gate;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Role;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyUses;
import com.resultity.ports.accounts.SomeMac;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.accounts.WalletSettings;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.jobs.Claim;
import com.resultity.ports.jobs.Dispatch;
import com.resultity.ports.jobs.JobReader;
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
import com.resultity.ports.nodes.Seen;
import com.resultity.ports.nodes.SeenNodes;
import com.resultity.ports.nodes.SyncNodes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A door over a core in memory, and a client of it. */
final class Served implements AutoCloseable {
  private static final int SLOTS = 2;
  static final SigningKey KEY = PaperKeys.fresh();

  final MemoryStore store = new MemoryStore();
  final Counts counts = new Counts();
  final Committer committer;
  final GrpcDoor door;
  final Vertx vertx = Vertx.vertx();
  final KeyUses keyUses = new KeyUses(store.keyUses());
  private final PaperEthereum ethereum = new PaperEthereum();
  volatile boolean ready = true;

  /** What answers job look-ups. */
  volatile JobReader jobs = store.jobs();

  /** How far the clock has been put forward. */
  private volatile Duration ahead = Duration.ZERO;

  /** How often each may ask. */
  volatile RateLimits limits = RateLimits.NONE;

  /** Why no node may have any job. */
  volatile List<String> reasons = List.of();

  private final Context context = vertx.getOrCreateContext();
  private final GrpcClient client;
  final int port;

  Served() {
    this(CallSettings.DEFAULT, 4096);
  }

  Served(CallSettings calls, int queue) {
    this(calls, queue, Duration.ofMinutes(5));
  }

  Served(CallSettings calls, int queue, Duration idle) {
    InstantSource clock = () -> Instant.now().plus(ahead);
    IdSource ids = new IdSource(SLOTS, clock, ThreadLocalRandom::current);
    NodeDirectory nodes = nodes(clock);
    Dispatch dispatch = new Dispatch(store.jobs(), nodes);
    WalletChallenges challenges =
        new WalletChallenges(
            new WalletSettings(Set.of("localhost"), Set.of(1L), Duration.ofMinutes(5)),
            SomeMac.keyed(1),
            ethereum,
            new SecureRandom(),
            clock);
    KeySecrets keySecrets = new KeySecrets(SomeMac.keyed(2), new SecureRandom());
    VerifyKey verify = new VerifyKey(store.keys(), keySecrets, keyUses, clock);
    committer =
        new Committer(
            new CommitterSettings(SLOTS, queue, 512, Duration.ofSeconds(1)),
            store,
            dispatch.then(challenges).then(new NodeSignatures(ethereum, Set.of(1L))),
            clock,
            duration -> vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).mapEmpty(),
            CommitListener.NONE);
    Claim claim =
        new Claim(
            committer,
            store.jobs(),
            store.waiting(),
            store.configurations(),
            nodes,
            dispatch,
            clock);
    Set<Area> areas =
        Set.of(
            new AccountMethods(
                    ids,
                    store.accounts(),
                    new SecureRandom(),
                    ethereum,
                    new StandingMethods(),
                    new ReferralMethods(store.accounts(), store.referrals()),
                    new WalletMethods(store.accounts(), challenges, ethereum),
                    new NamespaceMethods(ids),
                    new KeyMethods(ids, store.keyLists(), store.namespaces(), keySecrets, verify))
                .area(),
            new LedgerMethods(
                    ids,
                    store.credits(),
                    store.holds(),
                    store.entries(),
                    store.trialBalance(),
                    clock)
                .area(),
            new JobMethods(
                    ids,
                    id -> jobs.find(id),
                    new JobReads(store.jobPages(), store.usage(), store.queue(), clock),
                    new JobMatches(claim, dispatch))
                .area(),
            new NetworkMethods(
                    store.configurations(),
                    new CompareConfigurations(store.configurations(), (_, _) -> "[]"),
                    new BundleConfiguration(store.configurations(), KEY))
                .area(),
            new NodeMethods(
                    store.nodes(),
                    new SyncNodes(committer, new BundleConfiguration(store.configurations(), KEY)),
                    ids)
                .area(),
            new JournalMethods(store.blocks(), store.adminActions(), SLOTS).area());
    door =
        new GrpcDoor(
            vertx,
            new GrpcSettings(1, 1 << 20, idle, Duration.ofSeconds(5), calls),
            areas,
            new Gate(store.namespaces(), store.keys(), store.holds(), store.jobs()),
            committer,
            Served::principal,
            principal -> limits.take(principal),
            ThreadLocalRandom::current,
            clock,
            () -> ready,
            counts);
    port = await(door.listen("127.0.0.1", 0));
    client = GrpcClient.client(vertx);
  }

  // Nodes as they are seen, and as the test's registry thinks of them.
  private NodeDirectory nodes(InstantSource clock) {
    NodeDirectory seen = new SeenNodes(clock);
    return new NodeDirectory() {
      @Override
      public Future<Profile> profile(NodeId nodeId) {
        return Future.succeededFuture(_ -> reasons);
      }

      @Override
      public Future<List<NodeId>> listCandidates(JobSpec spec, int limit) {
        return seen.listCandidates(spec, limit);
      }

      @Override
      public void saw(NodeId nodeId, Seen what) {
        seen.saw(nodeId, what);
      }
    };
  }

  /** Tokens are a role, or a role and what it is narrowed to: {@code account/namespace=<id>}. */
  private static Principal principal(String token) throws InvalidToken {
    String[] parts = token.split("[/=]", -1);
    try {
      Role role = Role.valueOf(parts[0].toUpperCase(Locale.ROOT));
      Optional<UUID> id =
          parts.length == 3 ? Optional.of(UUID.fromString(parts[2])) : Optional.empty();
      return new Principal(
          token,
          role,
          id.filter(_ -> parts[1].equals("account")),
          id.filter(_ -> parts[1].equals("namespace")));
    } catch (IllegalArgumentException _) {
      throw new InvalidToken("the token is not known");
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  static Map<String, String> as(String token, String... more) {
    Map<String, String> metadata = new ConcurrentHashMap<>();
    metadata.put("authorization", "Bearer " + token);
    metadata.put("reason", "a test");
    for (int i = 0; i < more.length; i += 2) {
      metadata.put(more[i], more[i + 1]);
    }
    return metadata;
  }

  static Map<String, String> as(String token) {
    return as(token, "idempotency-key", UUID.randomUUID().toString());
  }

  <A extends Message> A call(String method, String token, Message request, A kind) {
    return await(send(method, as(token), request, kind)).answer();
  }

  <A extends Message> Reply<A> reply(
      String method, Map<String, String> metadata, Message request, A kind) {
    return await(send(method, metadata, request, kind));
  }

  <A extends Message> Future<Reply<A>> send(
      String method, Map<String, String> metadata, Message request, A kind) {
    return send(method, metadata, Buffer.buffer(request.toByteArray()), kind);
  }

  <A extends Message> Future<Reply<A>> send(
      String method, Map<String, String> metadata, Buffer request, A kind) {
    return onClient(() ->
        open(client, method, metadata, kind)
            .compose(call -> {
              var response = call.response();
              call.end(request);
              return response;
            })
            .compose(Served::collect));
  }

  /** Runs on the client's event loop, where no event of a response is missed. */
  <T> Future<T> onClient(Supplier<Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> action.get().onComplete(promise));
    return promise.future();
  }

  /** Begins a call on a connection of its own. */
  <A extends Message> Future<GrpcClientRequest<Buffer, A>> open(
      String method, Map<String, String> metadata, A kind) {
    return open(GrpcClient.client(vertx), method, metadata, kind);
  }

  private <A extends Message> Future<GrpcClientRequest<Buffer, A>> open(
      GrpcClient client, String method, Map<String, String> metadata, A kind) {
    int slash = method.lastIndexOf('/');
    ServiceMethod<A, Buffer> descriptor =
        ServiceMethod.client(
            ServiceName.create(method.substring(0, slash)),
            method.substring(slash + 1),
            GrpcMessageEncoder.IDENTITY,
            GrpcMessageDecoder.decoder(kind));
    return client
        .request(SocketAddress.inetSocketAddress(port, "127.0.0.1"), descriptor)
        .onSuccess(call -> metadata.forEach(call.headers()::set));
  }

  static <A> Future<Reply<A>> collect(GrpcClientResponse<Buffer, A> response) {
    Promise<Reply<A>> promise = Promise.promise();
    List<A> messages = new java.util.ArrayList<>();
    response.handler(messages::add);
    response.exceptionHandler(promise::tryFail);
    response.errorHandler(error -> promise.tryFail(error.toString()));
    response.endHandler(_ ->
        promise.tryComplete(
            new Reply<>(
                Objects.requireNonNull(response.status()),
                messages.isEmpty() ? null : messages.getFirst(),
                response.headers(),
                response.trailers())));
    return promise.future();
  }

  /** Puts the clock forward. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** Until {@link #resume}, nothing commits. */
  void pause() {
    for (int slot = 0; slot <= SLOTS; slot++) {
      store.faults().hold(slot);
    }
  }

  void resume() {
    for (int slot = 0; slot <= SLOTS; slot++) {
      store.faults().release(slot);
    }
  }

  @Override
  public void close() {
    resume();
    await(client.close());
    await(door.shutdown());
    await(vertx.close());
  }

  /** What a call ended with. */
  record Reply<A>(GrpcStatus status, @Nullable A message, MultiMap headers, MultiMap trailers) {

    A answer() {
      if (message == null) {
        throw new AssertionError(status + " " + details());
      }
      return message;
    }

    Status details() {
      String text = meta("grpc-status-details-bin");
      try {
        return text == null
            ? Status.getDefaultInstance()
            : Status.parseFrom(Base64.getDecoder().decode(text));
      } catch (Exception malformed) {
        throw new AssertionError(malformed);
      }
    }

    @Nullable String meta(String name) {
      return headers.contains(name) ? headers.get(name) : trailers.get(name);
    }

    <D extends Message> Optional<D> detail(Class<D> kind) {
      try {
        for (var any : details().getDetailsList()) {
          if (any.is(kind)) {
            return Optional.of(any.unpack(kind));
          }
        }
      } catch (Exception malformed) {
        throw new AssertionError(malformed);
      }
      return Optional.empty();
    }
  }

  /** Counts what the door tells. */
  static final class Counts implements CallListener {
    final LongAdder answered = new LongAdder();
    final Map<ErrorCode, AtomicInteger> failed = new ConcurrentHashMap<>();

    @Override
    public void answered(Door door, Operation operation, long nanoseconds) {
      answered.increment();
    }

    @Override
    public void failed(Door door, Operation operation, ErrorCode code, long nanoseconds) {
      failed.computeIfAbsent(code, _ -> new AtomicInteger()).incrementAndGet();
    }
  }
}
