package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.resultity.app.Heard;
import com.resultity.app.TestCore;
import com.resultity.http.PublicContract;
import com.resultity.ports.access.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent to the HTTP door, it answers as its contract says, or refuses and does nothing.
 */
class HttpFuzzTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private final long seed = Fuzz.seed();
  private final Chance chance = new Chance(seed);
  private final Known known = new Known(chance);
  private final Verdicts verdicts = new Verdicts();
  private Heard heard;
  private TestCore core;
  private HttpWire wire;

  @BeforeEach
  void start() throws IOException {
    core = TestCore.start(directory);
    heard = Heard.asShipped();
    wire = new HttpWire(core.httpPort());
    Story.tell(wire, Callers.token(core, Role.ADMIN, null, null), known);
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    core.close();
    heard.close();
  }

  @Test
  void everyRequestIsAnsweredAsTheContractSays() {
    HttpRequests requests = new HttpRequests(chance, known, new Callers(core, known, chance));
    Fuzz.run(seed, verdicts::enough, () -> one(requests.next()));
    System.out.println("HTTP, -Dfuzz.seed=" + seed + ": " + verdicts.summary());
    verdicts.check(core);
    assertThat(heard.events()).isEmpty();
    verdicts.deepEnough();
  }

  private void one(HttpRequests.Request request) throws IOException {
    Optional<HttpWire.Answer> answer = Optional.empty();
    try {
      answer = wire.send(request.bytes(), request.method().equals("HEAD"), request.whole());
      if (answer.isPresent()) {
        judge(request, answer.get());
        if (answer.get().status() < 300 && repeats(request, answer.get())) {
          judgeRepeated(answer.get(), wire.send(request.bytes(), false, true).orElseThrow());
        }
      } else {
        assertThat(request.whole()).as("closed without an answer").isFalse();
      }
    } catch (AssertionError wrong) {
      String told = answer.map(Record::toString).orElse("");
      throw new AssertionError(wrong.getMessage() + "\n" + request + "\n" + told, wrong);
    }
  }

  private void judge(HttpRequests.Request request, HttpWire.Answer answer) throws IOException {
    HttpRequests.Operation operation = request.operation();
    String code = answer.status() < 400 ? "" : " " + Told.by(json(answer)).get("code");
    verdicts.count((operation == null ? "-" : operation.id()) + " " + answer.status() + code);
    Verdicts.noLeak(answer.headers().toString());
    learn(request, answer);
    if (answer.status() >= 400) {
      judgeProblem(request, answer);
      return;
    }
    assertThat(answer.status()).isIn(200, 201, 204);
    known.note(answer.text());
    boolean command = operation == null ? !request.method().equals("GET") : operation.isCommand();
    if (!command || answer.headers().containsKey("dry-run")) {
      verdicts.innocent(trace(answer), request + " " + answer);
    }
    if (operation != null) {
      judgeShape(operation, answer);
    }
  }

  private boolean repeats(HttpRequests.Request request, HttpWire.Answer answer) {
    HttpRequests.Operation operation = request.operation();
    return chance.calm()
        && operation != null
        && operation.isCommand()
        && !answer.headers().containsKey("dry-run")
        && chance.once(6);
  }

  private static void judgeRepeated(HttpWire.Answer first, HttpWire.Answer second) {
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(lasting(second)).isEqualTo(lasting(first));
  }

  // An API key's secret is told once, and parts of a batch say that they were done before, or by
  // which request they were refused.
  private static String lasting(HttpWire.Answer answer) {
    return answer.text().replaceAll(",\"(replayed\":true|(secret|traceId)\":\"\\w+\")", "");
  }

  private void learn(HttpRequests.Request request, HttpWire.Answer answer) throws IOException {
    HttpRequests.Operation operation = request.operation();
    if (operation == null) {
      return;
    }
    Map<String, String> told = Told.by(json(answer));
    learnParts(json(answer).path("outcomes"));
    boolean accepted = Told.somethingDone(told) && !answer.headers().containsKey("dry-run");
    if (operation.isCommand()) {
      verdicts.command(operation.area(), accepted);
    }
    if ((accepted && operation.isCommand()) || told.containsKey("nonce")) {
      known.learn(operation.id(), request.said(), told);
    }
  }

  // What the parts of a batch did shows in what they tell alone.
  private void learnParts(JsonNode outcomes) {
    for (JsonNode outcome : outcomes) {
      Map<String, String> told = Told.by(outcome.path("body"));
      String state = told.getOrDefault("state", told.getOrDefault("status", ""));
      switch (state) {
        case "held" -> known.learn("placeHold", Map.of(), told);
        case "settled", "voided" -> known.learn("voidHold", Map.of(), told);
        case "frozen" -> known.learn("freezeNamespace", Map.of(), told);
        case "open" -> known.learn("unfreezeNamespace", Map.of(), told);
        default -> {}
      }
    }
  }

  private static JsonNode json(HttpWire.Answer answer) throws IOException {
    return answer.header("content-type").matches("application/(problem\\+)?json")
        ? JSON.readTree(answer.text())
        : JSON.createObjectNode();
  }

  private void judgeShape(HttpRequests.Operation operation, HttpWire.Answer answer)
      throws IOException {
    JsonNode response =
        operation.contract().path("responses").path(Integer.toString(answer.status()));
    assertThat(response.isMissingNode()).as("status").isFalse();
    String schema = response.at("/content/application~1json/schema/$ref").asText();
    if (answer.header("content-type").equals("application/json")) {
      assertThat(PublicContract.flaws(schema, JSON.readTree(answer.text()))).isEmpty();
    }
  }

  private void judgeProblem(HttpRequests.Request request, HttpWire.Answer answer)
      throws IOException {
    assertThat(answer.status()).isNotEqualTo(500);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    if (request.method().equals("HEAD")) {
      return;
    }
    Verdicts.noLeak(answer.text());
    JsonNode problem = JSON.readTree(answer.text());
    assertThat(PublicContract.flaws("#/components/schemas/Problem", problem)).isEmpty();
    assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
    String code = problem.path("code").asText();
    assertThat(code).isNotIn("internal", "unavailable", "overloaded", "shutting_down");
    if (request.operation() != null) {
      assertThat(PublicContract.codes(request.operation().contract())).contains(code);
    }
    if (!code.equals("outcome_unknown")) {
      verdicts.innocent(problem.path("traceId").asText(), request + " " + answer);
    }
  }

  private static String trace(HttpWire.Answer answer) {
    return answer.header("traceparent").substring(3, 35);
  }
}
