package com.resultity.http;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation for every role and for another tenant; what to ask is found in the contract. */
class AccessMatrixTest {
  private static final TestDoor DOOR = TestDoor.open();
  private static final JsonNode DOCUMENT = TestDoor.CONTRACT.document();
  private static final List<Route> ROUTES =
      Conformance.routes().stream().filter(route -> route.operation() != null).toList();

  /** What tells whose a thing is, the narrowest first, and the ids of one tenant's. */
  private static final List<String> OWNED =
      List.of("jobId", "holdId", "keyId", "namespaceId", "accountId");

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> NOBODYS =
      OWNED.stream().collect(toMap(name -> name, _ -> "01981c7e-4c00-7000-8004-00000000002a"));
  private static final Map<String, String> MINE;
  private static final Map<String, String> THEIRS;

  static {
    DOOR.configure();
    SignedNode.registered(DOOR, example(DOCUMENT.at("/components/schemas/NodeId")));
    MINE = tenant();
    THEIRS = tenant();
  }

  private static Map<String, String> tenant() {
    String account = DOOR.newAccount();
    String namespace =
        DOOR.post("/v1/accounts/" + account + "/namespaces")
            .as("account")
            .body("{\"name\":\"main\",\"network\":\"testnet\"}")
            .send()
            .get("/namespaceId");
    DOOR.grant(namespace, 1000);
    String key =
        DOOR.post("/v1/namespaces/" + namespace + "/keys")
            .as("account")
            .body("{\"name\":\"ci\"}")
            .send()
            .get("/key/keyId");
    return Map.of(
        "accountId",
        account,
        "keyId",
        key,
        "namespaceId",
        namespace,
        "holdId",
        DOOR.newHold(namespace, 10),
        "jobId",
        DOOR.newJob(namespace));
  }

  @AfterAll
  static void close() {
    DOOR.close();
  }

  static Stream<Arguments> cells() {
    return ROUTES.stream()
        .flatMap(
            route -> Stream.of(Role.values()).map(role -> Arguments.of(route.operation(), role)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRoleMayDoWhatTheTableSaysAndNothingElse(Operation operation, Role role) {
    Asked asked = ask(operation, TestTokens.of(role), NONE);
    assertThat(asked.status() == 403).isEqualTo(!operation.allows(role));
    assertThat(asked.code().equals("permission_denied")).isEqualTo(!operation.allows(role));
    assertThat(asked.status()).isNotEqualTo(401).isLessThan(500);
  }

  static Stream<Operation> operations() {
    return ROUTES.stream().map(route -> Objects.requireNonNull(route.operation()));
  }

  static Stream<Operation> guarded() {
    return operations().filter(operation -> !operation.isPublic());
  }

  static Stream<Operation> open() {
    return operations().filter(Operation::isPublic);
  }

  @ParameterizedTest
  @MethodSource("open")
  void whatIsPublicIsToldWithoutAToken(Operation operation) {
    assertThat(question(operation, "none", NONE).without("Authorization").send().status())
        .isEqualTo(200);
    assertThat(ask(operation, "nobody", NONE).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void nothingIsDoneWithoutAToken(Operation operation) {
    assertThat(question(operation, "none", NONE).without("Authorization").send().code())
        .isEqualTo("unauthenticated");
    Asked forged = ask(operation, "nobody", THEIRS);
    assertThat(forged.status()).isEqualTo(401);
    assertThat(forged.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  static Stream<Arguments> narrowed() {
    return operations()
        .filter(operation -> !owner(route(operation)).isEmpty())
        // It may be asked of one account, but it is of all of them.
        .filter(operation -> operation != Operation.LIST_ADMIN_ACTIONS)
        .flatMap(operation ->
            Stream.of(Role.values())
                .filter(operation::allows)
                .flatMap(role ->
                    Stream.of("account", "namespace")
                        .map(to -> Arguments.of(operation, role, to))));
  }

  @ParameterizedTest
  @MethodSource("narrowed")
  void anotherTenantsThingIsNotFoundAndLooksLikeNobodys(
      Operation operation, Role role, String narrowedTo) {
    String token = role.code() + "/" + narrowedTo + "/" + MINE.get(narrowedTo + "Id");
    Asked theirs = ask(operation, token, THEIRS);
    assertThat(theirs.status()).isEqualTo(404);
    String thing = owner(route(operation)).replace("Id", "");
    assertThat(theirs.code()).isEqualTo(thing + "_not_found");
    Asked nobodys = ask(operation, token, NOBODYS);
    assertThat(nobodys.code()).isEqualTo(theirs.code());
    assertThat(nobodys.get("/facts")).isEqualTo(theirs.get("/facts"));
  }

  @ParameterizedTest
  @MethodSource("narrowed")
  void aNarrowedTokenReachesWhatIsItsOwn(Operation operation, Role role, String narrowedTo) {
    String token = role.code() + "/" + narrowedTo + "/" + MINE.get(narrowedTo + "Id");
    boolean tooWide = owner(route(operation)).equals("accountId") && narrowedTo.equals("namespace");
    boolean asNode = owner(route(operation)).equals("jobId") && role == Role.NETWORK;
    Asked mine = ask(operation, token, MINE);
    assertThat(mine.status() == 404).as(mine.text()).isEqualTo(tooWide || asNode);
    // To who speaks for nodes, no list tells whose a job is.
    boolean whose = operation == Operation.LIST_JOBS && role == Role.NETWORK;
    assertThat(mine.status() == 403).isEqualTo(whose);
  }

  private static Route route(Operation operation) {
    return ROUTES.stream().filter(r -> r.operation() == operation).findFirst().orElseThrow();
  }

  // The parameter that says whose the thing is; empty when no one's.
  private static String owner(Route route) {
    List<String> names = parameters(route).stream().map(p -> p.path("name").asText()).toList();
    return OWNED.stream().filter(names::contains).findFirst().orElse("");
  }

  private static Asked ask(Operation operation, String token, Map<String, String> ids) {
    return question(operation, token, ids).send();
  }

  private static Question question(Operation operation, String token, Map<String, String> ids) {
    Route route = route(operation);
    String path = route.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : parameters(route)) {
      String name = parameter.path("name").asText();
      String value = ids.getOrDefault(name, example(parameter.path("schema")));
      if (parameter.path("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", value);
      } else if (parameter.path("in").asText().equals("query")
          && (parameter.path("required").asBoolean() || ids.containsKey(name))) {
        query.add(name + "=" + value);
      }
    }
    String uri = query.isEmpty() ? path : path + "?" + String.join("&", query);
    Question question =
        switch (route.method().name()) {
          case "GET" -> DOOR.get(uri);
          case "PUT" -> DOOR.put(uri).body("{}");
          case "POST" -> DOOR.post(uri).body("{}");
          default -> new Question(DOOR, route.method().name(), uri).key("k").body("{}");
        };
    return question.as(token).header("Reason", "a test");
  }

  private static List<JsonNode> parameters(Route route) {
    List<JsonNode> parameters = new ArrayList<>();
    DOCUMENT.path("paths").path(route.path()).path("parameters").forEach(parameters::add);
    Conformance.operation(route).path("parameters").forEach(parameters::add);
    return parameters.stream().map(AccessMatrixTest::resolved).toList();
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static String example(JsonNode reference) {
    JsonNode schema = resolved(reference);
    if (schema.has("items")) {
      return example(schema.path("items"));
    }
    for (String from : new String[] {"examples", "enum"}) {
      if (schema.has(from)) {
        return schema.path(from).path(0).asText();
      }
    }
    return schema.path("minimum").asText("x").toLowerCase(Locale.ROOT);
  }
}
