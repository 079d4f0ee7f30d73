package com.resultity.grpc;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.resultity.grpc.accounts.v1.IssueKeyRequest;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Bidi;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import io.vertx.grpc.common.GrpcStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation for every role and another tenant; what to ask is found in the descriptors. */
class AccessMatrixTest {
  private static final Served SERVED = new Served();
  private static final List<Way> WAYS = ways();

  /** What tells whose a thing is, the narrowest first. */
  private static final List<String> OWNED =
      List.of("job_id", "hold_id", "namespace_id", "account_id", "key_id");

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> NOBODYS =
      OWNED.stream().collect(toMap(name -> name, _ -> "01981c7e-4c00-7000-8004-00000000002a"));
  private static final Map<String, String> MINE = tenant();
  private static final Map<String, String> THEIRS = tenant();

  static {
    NodeStory.registered(SERVED, Story.NODE);
  }

  /** One way to ask for an operation: its own method, or an item of a stream. */
  record Way(MethodDescriptor method, Operation operation, boolean stream) {
    @Override
    public String toString() {
      return method.getName() + (stream ? " stream of " + operation : "");
    }
  }

  private static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (Area area : SERVED.door.areas()) {
      for (Unary<?, ?> unary : area.unary()) {
        ways.add(new Way(method(area, unary.name()), unary.operation(), false));
      }
      for (Bidi<?, ?> stream : area.streams()) {
        stream.operations().forEach(o -> ways.add(new Way(method(area, stream.name()), o, true)));
      }
    }
    return ways;
  }

  private static MethodDescriptor method(Area area, String name) {
    return area.descriptor().findMethodByName(name);
  }

  private static Map<String, String> tenant() {
    Story story = new Story(SERVED).credit().model();
    IssueKeyRequest issue =
        IssueKeyRequest.newBuilder().setNamespaceId(story.namespace).setName("ci").build();
    String key =
        SERVED
            .call(
                Story.ACCOUNTS + "IssueKey",
                "account",
                issue,
                IssueKeyResponse.getDefaultInstance())
            .getKey()
            .getKeyId();
    return Map.of(
        "account_id",
        story.account,
        "key_id",
        key,
        "namespace_id",
        story.namespace,
        "hold_id",
        story.hold(),
        "job_id",
        story.submitted());
  }

  @AfterAll
  static void close() {
    SERVED.close();
  }

  static Stream<Arguments> cells() {
    return WAYS.stream()
        .flatMap(way -> Stream.of(Role.values()).map(role -> Arguments.of(way, role)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRoleMayDoWhatTheTableSaysAndNothingElse(Way way, Role role) {
    String code = ask(way, role.code(), NONE);
    assertThat(code.equals("permission_denied")).as(code).isEqualTo(!way.operation().allows(role));
    assertThat(code).isNotIn("unauthenticated", "internal");
  }

  static Stream<Way> guarded() {
    return WAYS.stream().filter(way -> !way.operation().isPublic());
  }

  static Stream<Way> open() {
    return WAYS.stream().filter(way -> way.operation().isPublic());
  }

  @ParameterizedTest
  @MethodSource("open")
  void whatIsPublicIsToldWithoutAToken(Way way) {
    assertThat(reply(way, Map.of(), NONE).status()).isEqualTo(GrpcStatus.OK);
    assertThat(ask(way, "nobody", NONE)).isEqualTo("ok");
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void nothingIsDoneWithoutAToken(Way way) {
    assertThat(ask(way, "nobody", THEIRS)).isEqualTo("unauthenticated");
    assertThat(reply(way, Map.of(), NONE).status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
  }

  static Stream<Arguments> narrowed() {
    return WAYS.stream()
        .filter(way -> !owner(way).isEmpty())
        // It may be asked of one account, but it is of all of them.
        .filter(way -> way.operation() != Operation.LIST_ADMIN_ACTIONS)
        .flatMap(way ->
            Stream.of(Role.values())
                .filter(way.operation()::allows)
                .flatMap(role ->
                    Stream.of("account", "namespace").map(to -> Arguments.of(way, role, to))));
  }

  @ParameterizedTest
  @MethodSource("narrowed")
  void anotherTenantsThingIsNotFoundAndLooksLikeNobodys(Way way, Role role, String narrowedTo) {
    String token = role.code() + "/" + narrowedTo + "=" + MINE.get(narrowedTo + "_id");
    String theirs = ask(way, token, THEIRS);
    assertThat(theirs).isEqualTo(owner(way).replace("_id", "_not_found"));
    assertThat(ask(way, token, NOBODYS)).isEqualTo(theirs);
  }

  @ParameterizedTest
  @MethodSource("narrowed")
  void aNarrowedTokenReachesWhatIsItsOwn(Way way, Role role, String narrowedTo) {
    String token = role.code() + "/" + narrowedTo + "=" + MINE.get(narrowedTo + "_id");
    boolean tooWide = owner(way).equals("account_id") && narrowedTo.equals("namespace");
    boolean asNode = owner(way).equals("job_id") && role == Role.NETWORK;
    String code = ask(way, token, MINE);
    assertThat(code.endsWith("_not_found")).as(code).isEqualTo(tooWide || asNode);
    // To who speaks for nodes, no list tells whose a job is.
    boolean whose = way.operation() == Operation.LIST_JOBS && role == Role.NETWORK;
    assertThat(code.equals("permission_denied")).isEqualTo(whose);
  }

  // The field that says whose the thing is; empty when no one's.
  private static String owner(Way way) {
    List<String> names = new ArrayList<>();
    name(message(way, NOBODYS), names);
    return way.operation() == Operation.BATCH
        ? ""
        : OWNED.stream().filter(names::contains).findFirst().orElse("");
  }

  private static void name(Message message, List<String> names) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          names.add(field.getName());
          if (value instanceof Message inner) {
            name(inner, names);
          }
        });
  }

  private static Message message(Way way, Map<String, String> ids) {
    String choice = way.operation().name().toLowerCase(Locale.ROOT);
    return new Minimal(ids, choice).of(way.method().getInputType());
  }

  /** The code of the error, or "ok". */
  private static String ask(Way way, String token, Map<String, String> ids) {
    var metadata = Served.as(token, "idempotency-key", UUID.randomUUID().toString());
    Served.Reply<DynamicMessage> reply = reply(way, metadata, ids);
    if (reply.status() != GrpcStatus.OK) {
      return reply.detail(ErrorInfo.class).orElseThrow().getReason().toLowerCase(Locale.ROOT);
    }
    FieldDescriptor error = way.method().getOutputType().findFieldByName("error");
    if (error == null || !reply.answer().hasField(error)) {
      return "ok";
    }
    Message told = (Message) reply.answer().getField(error);
    return (String) told.getField(told.getDescriptorForType().findFieldByName("code"));
  }

  private static Served.Reply<DynamicMessage> reply(
      Way way, Map<String, String> metadata, Map<String, String> ids) {
    return SERVED.reply(
        way.method().getService().getFullName() + "/" + way.method().getName(),
        metadata,
        message(way, ids),
        DynamicMessage.getDefaultInstance(way.method().getOutputType()));
  }
}
