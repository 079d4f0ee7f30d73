package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and sums of jobs, and the queue. */
class JobLookupsTest {
  private static final String DAY = "from=2026-06-01T00:00:00Z&to=2026-06-02T00:00:00Z";

  private final TestDoor door = TestDoor.open();
  private final TestNode node = new TestNode(door, TestDoor.NODE);
  private String namespace = "";

  @BeforeEach
  void prepare() {
    door.configure();
    namespace = door.newNamespace(100_000);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private String newJob() {
    door.pass(Duration.ofSeconds(1));
    return door.newJob(namespace);
  }

  private void complete(String job) {
    node.dispatch(job);
    node.complete(job, 1);
  }

  private List<String> ids(String query) {
    return door.get("/v1/jobs?" + query).send().json().findValuesAsText("jobId");
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    String first = newJob();
    String second = newJob();
    String third = newJob();
    Asked page = door.get("/v1/jobs?limit=2").send();
    assertThat(page.json().findValuesAsText("jobId")).containsExactly(third, second);
    assertThat(page.json().at("/items/0")).isEqualTo(door.get("/v1/jobs/" + third).send().json());
    newJob();
    Asked rest = door.get("/v1/jobs?limit=2&cursor=" + page.get("/nextCursor")).send();
    assertThat(rest.json().findValuesAsText("jobId")).containsExactly(first);
    assertThat(rest.json().has("nextCursor")).isFalse();
  }

  @Test
  void jobsAreFoundByWhatIsAsked() {
    String completed = newJob();
    complete(completed);
    String queued = newJob();
    String at = door.get("/v1/jobs/" + queued).send().get("/submittedAt");
    assertThat(ids("nodeId=" + TestDoor.NODE.toUpperCase(Locale.ROOT).replace("0X", "0x")))
        .containsExactly(completed);
    assertThat(ids("state=queued")).containsExactly(queued);
    assertThat(ids("model=llama&network=testnet")).containsExactly(queued, completed);
    assertThat(ids("model=other")).isEmpty();
    assertThat(ids("network=mainnet")).isEmpty();
    assertThat(ids("from=" + at)).containsExactly(queued);
    assertThat(ids("to=" + at)).containsExactly(completed);
    assertThat(ids("namespaceId=" + namespace + "&state=completed")).containsExactly(completed);
  }

  @Test
  void aNarrowedTokenSeesItsOwnJobsOnlyAndMustNameThem() {
    String job = newJob();
    String other = door.newNamespace();
    String token = TestTokens.ofNamespace(Role.CLOUD, namespace);
    for (String path : List.of("/v1/jobs?", "/v1/usage?groupBy=day&" + DAY + "&")) {
      assertThat(door.get(path + "namespaceId=" + namespace).as(token).send().status())
          .isEqualTo(200);
      assertThat(door.get(path + "namespaceId=" + other).as(token).send().code())
          .isEqualTo("namespace_not_found");
      assertThat(door.get(path + "model=llama").as(token).send().code())
          .isEqualTo("permission_denied");
    }
    Asked mine = door.get("/v1/jobs?namespaceId=" + namespace).as(token).send();
    assertThat(mine.json().findValuesAsText("jobId")).containsExactly(job);
    assertThat(door.get("/v1/networks/testnet/queue").as(token).send().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "namespaceId=1",
        "nodeId=0x12",
        "model=",
        "model=a%00b",
        "state=waiting",
        "state=QUEUED",
        "network=devnet",
        "from=yesterday",
        "from=1969-12-31T23:59:59Z",
        "to=%2B10000-01-01T00:00:00Z",
        "limit=1001",
        "cursor=x"
      })
  void aFilterThatMeansNothingIsRefused(String query) {
    Asked asked = door.get("/v1/jobs?" + query).send();
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.get("/errors/0/parameter")).isEqualTo(query.replaceFirst("=.*", ""));
  }

  @Test
  void usageIsAddedUpByGroups() {
    complete(newJob());
    complete(newJob());
    door.post("/v1/jobs/" + newJob() + ":cancel").send();
    newJob();
    Asked usage = door.get("/v1/usage?groupBy=model,node,hour&" + DAY).as("account").send();
    assertThat(usage.status()).isEqualTo(200);
    assertThat(usage.json().path("items").toString())
        .isEqualTo(
            """
            [{"model":"llama","hour":"2026-06-01T12:00:00Z","completed":"0","failed":"0",\
            "cancelled":"1","expired":"0","tokensIn":"0","tokensOut":"0","durationMs":"0",\
            "charged":"0"},\
            {"model":"llama","nodeId":"%s","hour":"2026-06-01T12:00:00Z","completed":"2",\
            "failed":"0","cancelled":"0","expired":"0","tokensIn":"60","tokensOut":"26",\
            "durationMs":"1800","charged":"100"}]\
            """
                .formatted(TestDoor.NODE));
  }

  @Test
  void usageIsAddedUpByKey() {
    String key = "01981c7e-4c00-7000-8004-00000000002a";
    complete(newJob());
    Asked keyed =
        door.post("/v1/namespaces/" + namespace + "/jobs")
            .body(TestDoor.JOB.replace("}", ",\"keyId\":\"%s\"}".formatted(key)))
            .send();
    complete(keyed.get("/jobId"));
    Asked usage = door.get("/v1/usage?groupBy=key&" + DAY).send();
    assertThat(usage.json().path("items")).hasSize(2);
    assertThat(usage.json().at("/items/0").has("keyId")).isFalse();
    assertThat(usage.get("/items/1/keyId")).isEqualTo(key);
    Asked csv = door.get("/v1/usage?groupBy=key&" + DAY).header("Accept", "text/csv").send();
    assertThat(csv.text().lines())
        .containsExactly(
            "keyId,completed,failed,cancelled,expired,tokensIn,tokensOut,durationMs,charged",
            ",1,0,0,0,30,13,900,50",
            key + ",1,0,0,0,30,13,900,50");
  }

  @Test
  void usageIsExportedAsCsvWithQuotesWhereTheyAreNeeded() {
    door.publish(TestDoor.CONFIG.replace("llama", "llama \\\"3\\\", big"));
    door.post("/v1/namespaces/" + namespace + "/jobs")
        .body(TestDoor.JOB.replace("llama", "llama \\\"3\\\", big"))
        .send();
    String job = ids("state=queued").getFirst();
    complete(job);
    Asked csv = door.get("/v1/usage?groupBy=day,model&" + DAY).header("Accept", "text/csv").send();
    assertThat(csv.text().lines())
        .containsExactly(
            "day,model,completed,failed,cancelled,expired,tokensIn,tokensOut,durationMs,charged",
            "2026-06-01,\"llama \"\"3\"\", big\",1,0,0,0,30,13,900,50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupBy:" + DAY,
        "groupBy:groupBy=&" + DAY,
        "groupBy:groupBy=day,week&" + DAY,
        "groupBy:groupBy=day,day&" + DAY,
        "from:groupBy=day&to=2026-06-02T00:00:00Z",
        "to:groupBy=day&from=2026-06-02T00:00:00Z",
        "to:groupBy=day&from=2026-06-02T00:00:00Z&to=2026-06-02T00:00:00Z",
        "to:groupBy=day&from=2026-06-02T00:00:00Z&to=2026-09-02T00:00:00.000001Z"
      })
  void usageNeedsGroupsAndAWindow(String wrong) {
    int colon = wrong.indexOf(':');
    Asked asked = door.get("/v1/usage?" + wrong.substring(colon + 1)).send();
    assertThat(asked.get("/errors/0/parameter")).isEqualTo(wrong.substring(0, colon));
  }

  @Test
  void theQueueTellsHowManyWaitAndForHowLong() {
    assertThat(door.get("/v1/networks/testnet/queue").as("status").send().json().path("items"))
        .isEmpty();
    newJob();
    newJob();
    node.dispatch(newJob());
    door.pass(Duration.ofMinutes(1));
    Asked queue = door.get("/v1/networks/testnet/queue").as("status").send();
    assertThat(queue.json().path("items").toString())
        .isEqualTo(
            """
            [{"model":"llama","priority":"normal","waiting":"2","dispatched":"1",\
            "oldestWaitingMs":"62000"}]\
            """);
    assertThat(door.get("/v1/jobs").as("status").send().status()).isEqualTo(403);
  }
}
