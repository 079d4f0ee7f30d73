package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.ports.accounts.PretendEthereum;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, their wallets and their keys, as a client meets them. */
class AccountsTest {
  private static final String WALLET = "0x" + "cd".repeat(20);

  private final TestDoor door = TestDoor.open();

  @AfterEach
  void close() {
    door.close();
  }

  private Asked ok(Question question) {
    Asked asked = question.send();
    assertThat(asked.status()).as(asked.text()).isIn(200, 201);
    return asked;
  }

  private Question account(String path, String body) {
    return door.post(path).as("account").body(body);
  }

  private Asked challenge(String path) {
    return ok(
        account(
            path,
            "{\"address\":\"%s\",\"chainId\":\"1\",\"domain\":\"localhost\"}".formatted(WALLET)));
  }

  private static String proof(String message) {
    return "{\"message\":\"%s\",\"signature\":\"%s\"}"
        .formatted(
            message.replace("\n", "\\n"), PretendEthereum.sign(new WalletAddress(WALLET), message));
  }

  @Test
  void anAccountIsOpenedByAWalletFoundByItAndLosesIt() {
    String message = challenge("/v1/wallet-challenges").get("/message");
    Asked opened = ok(account("/v1/accounts", "{\"wallet\":" + proof(message) + "}"));
    String id = opened.get("/accountId");
    assertThat(opened.get("/wallets/0/address")).isEqualTo(WALLET);
    assertThat(opened.get("/wallets/0/chainId")).isEqualTo("1");

    String byWallet = "{\"wallet\":\"" + WALLET + "\"}";
    assertThat(ok(account("/v1/accounts:find", byWallet)).get("/accountId")).isEqualTo(id);

    String unlink = "{\"address\":\"" + WALLET + "\"}";
    ok(account("/v1/accounts/" + id + "/wallets:unlink", unlink));
    assertThat(account("/v1/accounts:find", byWallet).send().code()).isEqualTo("account_not_found");
    assertThat(ok(door.get("/v1/accounts/" + id).as("account")).get("/wallets/0/unlinkedAt"))
        .isNotEmpty();
  }

  @Test
  void aLinkedWalletIsAnsweredAlikeWhenTheRequestIsRepeated() {
    String path = "/v1/accounts/" + door.newAccount();
    String message = challenge(path + "/wallet-challenges").get("/message");
    Question link = account(path + "/wallets", proof(message)).key("link");

    Asked first = ok(link);
    door.pass(Duration.ofHours(1));
    Asked again = ok(link);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void anEmailIsChangedFoundAndErased() {
    String id = door.newAccount();
    ok(
        door.patch("/v1/accounts/" + id)
            .as("account")
            .body("{\"email\":\"Ada@Example.org\",\"roles\":[\"operator\"]}"));
    String byEmail = "{\"email\":\"ada@example.ORG\"}";

    Asked found = ok(account("/v1/accounts:find", byEmail));
    assertThat(found.get("/accountId")).isEqualTo(id);
    assertThat(found.get("/email")).isEqualTo("ada@example.org");
    assertThat(found.get("/roles/0")).isEqualTo("operator");

    ok(account("/v1/accounts/" + id + ":erase", "{}"));
    assertThat(account("/v1/accounts:find", byEmail).send().code()).isEqualTo("account_not_found");
    assertThat(ok(door.get("/v1/accounts/" + id).as("account")).json().has("email")).isFalse();
  }

  @Test
  void aKeyTellsItsSecretOnceAndVerifiesUntilItIsRevoked() {
    String namespace = door.newNamespace(1000);
    String path = "/v1/namespaces/" + namespace + "/keys";
    Question issue = account(path, "{\"name\":\"ci\",\"scopes\":[\"read_jobs\"]}").key("issue");
    Asked issued = ok(issue);
    String secret = issued.get("/secret");
    String id = issued.get("/key/keyId");
    assertThat(secret).startsWith(issued.get("/key/prefix"));

    Asked again = ok(issue);
    assertThat(again.get("/key/keyId")).isEqualTo(id);
    assertThat(again.json().has("secret")).isFalse();
    assertThat(ok(door.get(path).as("account")).text()).contains(id).doesNotContain(secret);

    Asked verified = ok(verify(secret));
    assertThat(verified.get("/namespaceId")).isEqualTo(namespace);
    assertThat(verified.get("/available")).isEqualTo("1000");
    assertThat(verified.get("/scopes/0")).isEqualTo("read_jobs");
    assertThat(verified.get("/sufficient")).isEqualTo("true");

    ok(account("/v1/keys/" + id + ":revoke", "{}"));
    assertThat(verify(secret).send().code()).isEqualTo("key_revoked");
  }

  @Test
  void aDryRunTellsNoSecretForThereIsNoKey() {
    String path = "/v1/namespaces/" + door.newNamespace(1) + "/keys";
    String rotate =
        "/v1/keys/" + ok(account(path, "{\"name\":\"ci\"}")).get("/key/keyId") + ":rotate";

    for (Question dry :
        List.of(
            account(path + "?dryRun=true", "{\"name\":\"dry\"}"),
            account(rotate + "?dryRun=true", "{}"))) {
      Asked would = ok(dry);
      assertThat(would.header("Dry-Run")).isEqualTo("true");
      assertThat(would.get("/key/prefix")).startsWith("rk_");
      assertThat(would.json().has("secret")).isFalse();
    }
    assertThat(ok(door.get(path).as("account")).json().at("/items")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+1", "01", "9223372036854775808", "1.0", ""})
  void anAmountToVerifyIsPositive(String amount) {
    Asked refused =
        door.post("/v1/keys:verify")
            .as("cloud")
            .body("{\"secret\":\"rk_1\",\"amount\":\"%s\"}".formatted(amount))
            .send();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.get("/errors/0/pointer")).isEqualTo("/amount");
  }

  @Test
  void bothKeysOfARotationVerifyWhileTheyOverlap() {
    String path = "/v1/namespaces/" + door.newNamespace(1) + "/keys";
    Asked old = ok(account(path, "{\"name\":\"ci\"}"));
    Asked next =
        ok(account("/v1/keys/" + old.get("/key/keyId") + ":rotate", "{\"overlap\":\"PT1H\"}"));
    assertThat(next.get("/key/replaces")).isEqualTo(old.get("/key/keyId"));

    ok(verify(old.get("/secret")));
    door.pass(Duration.ofHours(1));
    assertThat(verify(old.get("/secret")).send().code()).isEqualTo("key_expired");
    ok(verify(next.get("/secret")));
  }

  @Test
  void anOverlapBeyondThirtyDaysIsRefused() {
    String path = "/v1/namespaces/" + door.newNamespace(1) + "/keys";
    String rotate = "/v1/keys/" + ok(account(path, "{\"name\":\"ci\"}")).get("/key/keyId");

    Asked refused = account(rotate + ":rotate", "{\"overlap\":\"P31D\"}").send();

    assertThat(refused.code()).isEqualTo("invalid_request");
    assertThat(refused.get("/errors/0/pointer")).isEqualTo("/overlap");
  }

  @Test
  void referralsAreCountedAndListed() {
    String referrer = door.newAccount();
    String brought = "{\"referrerId\":\"" + referrer + "\"}";
    ok(account("/v1/accounts", brought));
    ok(account("/v1/accounts", brought));

    Asked first = ok(door.get("/v1/accounts/" + referrer + "/referrals?limit=1").as("account"));
    assertThat(first.get("/counts/active")).isEqualTo("2");
    assertThat(first.json().at("/items")).hasSize(1);
    Asked rest =
        ok(
            door.get(
                    "/v1/accounts/"
                        + referrer
                        + "/referrals?limit=1&cursor="
                        + first.get("/nextCursor"))
                .as("account"));
    assertThat(rest.json().at("/items")).hasSize(1);
    assertThat(rest.json().has("nextCursor")).isFalse();
  }

  @Test
  void aNamespaceIsRenamedAndClosed() {
    String path = "/v1/namespaces/" + door.newNamespace(5);
    assertThat(ok(door.patch(path).as("account").body("{\"name\":\"new\"}")).get("/name"))
        .isEqualTo("new");
    assertThat(account(path + ":close", "{}").send().code()).isEqualTo("namespace_not_empty");
    assertThat(ok(account(path + ":close", "{\"forfeit\":true}")).get("/status"))
        .isEqualTo("closed");
  }

  @Test
  void whatIsNoSecretIsInvalid() {
    Asked refused = verify("rk_1").send();

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.code()).isEqualTo("key_invalid");
  }

  @Test
  void anotherTenantsKeyIsNotFound() {
    String path = "/v1/namespaces/" + door.newNamespace(1) + "/keys";
    String id = ok(account(path, "{\"name\":\"ci\"}")).get("/key/keyId");
    String other = "account/account/" + door.newAccount();

    assertThat(door.post("/v1/keys/" + id + ":revoke").as(other).body("{}").send().code())
        .isEqualTo("key_not_found");
    assertThat(door.get(path).as(other).send().code()).isEqualTo("namespace_not_found");
  }

  private Question verify(String secret) {
    return door.post("/v1/keys:verify")
        .as("cloud")
        .body("{\"secret\":\"%s\",\"amount\":\"5\"}".formatted(secret));
  }
}
