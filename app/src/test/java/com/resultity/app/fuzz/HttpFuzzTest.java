package com.resultity.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.resultity.app.TestCore;
import com.resultity.http.PublicContract;
import com.resultity.ports.access.Role;
import java.io.IOException;
import java.nio.file.Path;
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
  private TestCore core;
  private HttpWire wire;

  @BeforeEach
  void start() throws IOException {
    core = TestCore.start(directory);
    wire = new HttpWire(core.httpPort());
    Story.tell(wire, Callers.token(core, Role.ADMIN, null, null), known);
  }

  @AfterEach
  void stop() throws IOException {
    wire.close();
    core.close();
  }

  @Test
  void everyRequestIsAnsweredAsTheContractSays() {
    HttpRequests requests = new HttpRequests(chance, known, new Callers(core, known, chance));
    Fuzz.run(seed, () -> one(requests.next()));
    verdicts.check(core);
    System.out.println("HTTP, -Dfuzz.seed=" + seed + ": " + verdicts.counts());
  }

  private void one(HttpRequests.Request request) throws IOException {
    Optional<HttpWire.Answer> answer = Optional.empty();
    try {
      answer = wire.send(request.bytes(), request.method().equals("HEAD"), request.whole());
      if (answer.isPresent()) {
        judge(request, answer.get());
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
    verdicts.count((operation == null ? "-" : operation.id()) + " " + answer.status());
    Verdicts.noLeak(answer.headers().toString());
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
