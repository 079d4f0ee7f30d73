package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.ports.accounts.PretendEthereum;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes over HTTP. */
class NodesTest {
  private static final String WALLET = "0x" + "0".repeat(39) + "7";
  private static final String ZEROS = "0".repeat(64);

  private final TestDoor door = TestDoor.open();

  @AfterEach
  void close() {
    door.close();
  }

  private static Asked done(Question question) {
    Asked asked = question.send();
    assertThat(asked.status()).as(asked.text()).isIn(200, 201);
    return asked;
  }

  private Asked node(String role) {
    return done(door.get("/v1/nodes/" + TestDoor.NODE).as(role));
  }

  @Test
  void aNodeIsRegisteredReviewedAndWorksUntilItRests() {
    SignedNode node = new SignedNode(door, TestDoor.NODE);
    Asked registered = done(node.register(SignedNode.PROFILE));
    assertThat(registered.status()).isEqualTo(201);
    assertThat(registered.header("Location")).isEqualTo("/v1/nodes/" + TestDoor.NODE);
    assertThat(registered.get("/status")).isEqualTo("registered");
    assertThat(registered.get("/profile/vramMib")).isEqualTo("163840");

    assertThat(done(node.review("begin")).get("/status")).isEqualTo("validating");
    assertThat(done(node.review("fail")).get("/status")).isEqualTo("registered");
    done(node.review("begin"));
    assertThat(done(node.review("pass")).get("/status")).isEqualTo("active");
    assertThat(done(node.wish(NodeMove.PAUSE)).get("/status")).isEqualTo("paused");
    assertThat(done(node.wish(NodeMove.RESUME)).get("/status")).isEqualTo("active");

    Asked read = node("network");
    assertThat(read.get("/status")).isEqualTo("active");
    assertThat(read.get("/sequence")).isEqualTo("3");
    assertThat(read.json().at("/profile")).isEqualTo(registered.json().at("/profile"));
    assertThat(done(node.wish(NodeMove.RETIRE)).get("/status")).isEqualTo("retired");
  }

  @Test
  void aRequestThatIsRepeatedIsAnsweredAlikeAndItsMessageNotTakenTwice() {
    SignedNode node = SignedNode.working(door);
    Question pause = node.wish(NodeMove.PAUSE);

    Asked first = done(pause);
    Asked again = done(pause);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(pause.key("another").send().code()).isEqualTo("message_replayed");
  }

  @Test
  void otherHardwareIsToBeReviewedAnew() {
    SignedNode node = SignedNode.working(door);
    NodeProfile other =
        new NodeProfile(
            List.of(Network.TESTNET), new Hardware("b200", 8, 9, 9), "eu", "vllm", "0.6");

    assertThat(done(node.register(other)).get("/status")).isEqualTo("registered");
    assertThat(done(node.register(other)).json().has("status")).isFalse();
  }

  @Test
  void aSyncTellsTheDriftAndBringsTheConfigurationThatTheNodeLacks() {
    SignedNode node = SignedNode.working(door);
    assertThat(done(node.sync(Network.TESTNET, ZEROS)).json().has("bundle")).isFalse();
    door.configure();

    Asked first = done(node.sync(Network.TESTNET, ZEROS));
    assertThat(first.json().at("/drift")).isEmpty();
    assertThat(first.get("/bundle/version")).isEqualTo("1");
    assertThat(done(node.sync(Network.TESTNET, first.get("/bundle/digest"))).json().has("bundle"))
        .isFalse();

    done(node.wish(NodeMove.PAUSE));
    Question third = node.sync(Network.TESTNET, ZEROS);
    assertThat(done(third).get("/drift/0/kind")).isEqualTo("status");
    assertThat(done(third).header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(node("admin").get("/networks/0/configuration")).isEqualTo(ZEROS);
    assertThat(node("admin").get("/networks/0/models/0/name")).isEqualTo("llama");
  }

  @Test
  void whatSyncIsRefusedIsRefusedAgain() {
    SignedNode node = SignedNode.working(door);
    Question sync = node.sync(Network.MAINNET, ZEROS);

    assertThat(sync.send().code()).isEqualTo("node_not_participating");
    Asked again = sync.send();
    assertThat(again.code()).isEqualTo("node_not_participating");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void aModelIsReportedOnce() {
    Question sync = SignedNode.working(door).sync(Network.TESTNET, ZEROS);
    String model =
        """
        {"name":"a","version":"1","contentHash":"%s","status":"active"}\
        """
            .formatted(TestDoor.DIGEST);
    sync.body(
        """
        {"network":"testnet","configuration":"%s","runtime":"v","runtimeVersion":"1",
         "models":[%s,%s],"message":{"chainId":"1","session":"1","sequence":"9",
         "sentAt":"2026-06-01T12:00:00Z","signature":"0x"}}\
        """
            .formatted(ZEROS, model, model));

    Asked asked = sync.send();
    assertThat(asked.code()).isEqualTo("invalid_request");
    assertThat(asked.get("/errors/0/pointer")).isEqualTo("/models/1/version");
  }

  @Test
  void aNodePassesFromAccountToAccountByOfferAndConsent() {
    SignedNode node = SignedNode.working(door);
    String ann = door.newAccount();
    String bob = door.newAccount();
    link(bob);

    Asked adopted = done(node.adopt(ann));
    assertThat(adopted.get("/accountId")).isEqualTo(ann);
    assertThat(
            done(node.ofAccount(ann, ":offer", "{\"toAccountId\":\"" + bob + "\"}"))
                .get("/toAccountId"))
        .isEqualTo(bob);
    assertThat(done(node.bind(bob, WALLET)).get("/accountId")).isEqualTo(bob);
    assertThat(nodesOf(ann, "")).isEmpty();
    assertThat(nodesOf(bob, "")).containsExactly(TestDoor.NODE);

    assertThat(done(node.unbind()).get("/accountId")).isEqualTo(bob);
    done(node.adopt(ann));
    done(node.ofAccount(ann, ":release", "{}"));
    List<String> accounts = new ArrayList<>();
    for (JsonNode binding : node("network").json().at("/bindings")) {
      accounts.add(binding.path("accountId").asText());
      assertThat(binding.has("unboundAt")).isTrue();
    }
    assertThat(accounts).containsExactly(ann, bob, ann);
  }

  private void link(String account) {
    String message =
        done(door.post("/v1/accounts/" + account + "/wallet-challenges")
                .as("account")
                .body(
                    "{\"address\":\"%s\",\"chainId\":\"1\",\"domain\":\"localhost\"}"
                        .formatted(WALLET)))
            .get("/message");
    done(
        door.post("/v1/accounts/" + account + "/wallets")
            .as("account")
            .body(
                "{\"message\":\"%s\",\"signature\":\"%s\"}"
                    .formatted(
                        message.replace("\n", "\\n"),
                        PretendEthereum.sign(new WalletAddress(WALLET), message))));
  }

  private List<String> nodesOf(String account, String query) {
    List<String> nodes = new ArrayList<>();
    done(door.get("/v1/accounts/" + account + "/nodes" + query).as("account"))
        .json()
        .at("/items")
        .forEach(node -> nodes.add(node.path("nodeId").asText()));
    return nodes;
  }

  @Test
  void anAccountsNodesAreListedPageByPage() {
    String account = door.newAccount();
    String second = "0x" + "b2".repeat(20);
    done(SignedNode.registered(door, second).adopt(account));
    done(SignedNode.registered(door, TestDoor.NODE).adopt(account));

    assertThat(nodesOf(account, "")).containsExactly(TestDoor.NODE, second);
    Asked page = done(door.get("/v1/accounts/" + account + "/nodes?limit=1").as("account"));
    assertThat(page.get("/nextCursor")).isEqualTo(TestDoor.NODE);
    assertThat(nodesOf(account, "?cursor=" + TestDoor.NODE)).containsExactly(second);
  }

  @Test
  void aShadowBanIsToldToWhoMayKnow() {
    SignedNode node = SignedNode.working(door);
    done(node.asAdmin(":shadow-ban").body("{\"banned\":true}"));

    assertThat(node("admin").get("/shadowBanned")).isEqualTo("true");
    assertThat(node("auditor").get("/shadowBanned")).isEqualTo("true");
    assertThat(node("network").json().has("shadowBanned")).isFalse();
  }

  @Test
  void penaltiesExcludeAndAdministratorsTakeThemBack() {
    SignedNode node = SignedNode.working(door);
    assertThat(done(node.penalise(60)).json().has("status")).isFalse();
    Asked second = done(node.penalise(60));
    assertThat(second.get("/status")).isEqualTo("excluded");
    assertThat(second.get("/until")).isEqualTo("2026-06-02T12:00:00.000000Z");

    done(node.asAdmin("/penalties/" + second.get("/penaltyId") + ":lift"));
    assertThat(done(node.asAdmin(":reinstate")).get("/status")).isEqualTo("active");
    List<Boolean> lifted = new ArrayList<>();
    node("network").json().at("/penalties").forEach(penalty -> lifted.add(penalty.has("liftedAt")));
    assertThat(lifted).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void administratorsExcludeAndFreeze() {
    SignedNode node = SignedNode.working(door);
    Asked excluded = done(node.asAdmin(":exclude").body("{\"until\":\"2026-07-01T00:00:00Z\"}"));
    assertThat(excluded.get("/until")).isEqualTo("2026-07-01T00:00:00.000000Z");
    assertThat(node("network").get("/excludedUntil")).isEqualTo(excluded.get("/until"));
    assertThat(done(node.asAdmin(":freeze")).get("/status")).isEqualTo("frozen");
    assertThat(node("network").json().has("excludedUntil")).isFalse();
  }

  @Test
  void trustIsGivenWithItsEvidence() {
    SignedNode node = SignedNode.working(door);
    done(node.asked(":assess").body("{\"trust\":80,\"evidence\":\"audit 7\"}"));

    assertThat(node("network").get("/trust")).isEqualTo("80");
    assertThat(node("network").get("/evidence")).isEqualTo("audit 7");
  }

  @Test
  void whatNodesSignIsToldToAnyone() {
    Asked types = done(door.get("/v1/nodes/message-types").without("Authorization"));

    assertThat(types.get("/domain/name")).isEqualTo("Resultity");
    assertThat(types.get("/types/ServedModel/2/type")).isEqualTo("bytes32");
    assertThat(types.get("/types/SyncNode/5/type")).isEqualTo("ServedModel[]");
  }
}
