package com.resultity.grpc;

import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.resultity.grpc.accounts.v1.ApiKey;
import com.resultity.grpc.accounts.v1.IssueKeyRequest;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.accounts.v1.KeyScope;
import com.resultity.grpc.accounts.v1.ListKeysRequest;
import com.resultity.grpc.accounts.v1.ListKeysResponse;
import com.resultity.grpc.accounts.v1.NamespaceStatus;
import com.resultity.grpc.accounts.v1.RevokeKeyRequest;
import com.resultity.grpc.accounts.v1.RevokeKeyResponse;
import com.resultity.grpc.accounts.v1.RotateKeyRequest;
import com.resultity.grpc.accounts.v1.RotateKeyResponse;
import com.resultity.grpc.accounts.v1.VerifyKeyRequest;
import com.resultity.grpc.accounts.v1.VerifyKeyResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** API keys, from their issue to their end. */
class KeysTest {
  private final Served served = new Served();
  private final Story story = new Story(served);
  private final AccountStory accounts = new AccountStory(served, story);

  @AfterEach
  void close() {
    served.close();
  }

  private VerifyKeyResponse verify(VerifyKeyRequest.Builder request) {
    return served.call(
        ACCOUNTS + "VerifyKey", "cloud", request.build(), VerifyKeyResponse.getDefaultInstance());
  }

  private String verdict(String secret) {
    return accounts.code(
        "VerifyKey",
        "cloud",
        VerifyKeyRequest.newBuilder().setSecret(secret).build(),
        VerifyKeyResponse.getDefaultInstance());
  }

  private ListKeysResponse list(ListKeysRequest.Builder request) {
    return accounts.call(
        "ListKeys",
        request.setNamespaceId(story.namespace).build(),
        ListKeysResponse.getDefaultInstance());
  }

  private RotateKeyResponse rotate(RotateKeyRequest.Builder request) {
    return accounts.call("RotateKey", request.build(), RotateKeyResponse.getDefaultInstance());
  }

  @Test
  void aKeyHasAllScopesUnlessSomeAreNamed() {
    assertThat(accounts.issue(accounts.key("all")).getKey().getScopesList())
        .containsExactly(
            KeyScope.KEY_SCOPE_SUBMIT_JOBS,
            KeyScope.KEY_SCOPE_READ_JOBS,
            KeyScope.KEY_SCOPE_READ_CREDITS,
            KeyScope.KEY_SCOPE_READ_USAGE);
    ApiKey some =
        accounts
            .issue(
                accounts
                    .key("some")
                    .addScopes(KeyScope.KEY_SCOPE_READ_USAGE)
                    .addScopes(KeyScope.KEY_SCOPE_READ_JOBS)
                    .setRequestsPerMinute(60)
                    .setExpiresAt(story.inAnHour))
            .getKey();
    assertThat(some.getScopesList())
        .containsExactly(KeyScope.KEY_SCOPE_READ_JOBS, KeyScope.KEY_SCOPE_READ_USAGE);
    assertThat(some.getRequestsPerMinute()).isEqualTo(60);
    assertThat(some.getExpiresAt()).isEqualTo(story.inAnHour);
    assertThat(some.getNamespaceId()).isEqualTo(story.namespace);
  }

  @Test
  void aSecretIsToldOnceThoughTheKeyIsAnsweredAgain() {
    Map<String, String> metadata = Served.as("account");
    IssueKeyRequest request = accounts.key("ci").build();
    IssueKeyResponse kind = IssueKeyResponse.getDefaultInstance();
    var first = served.reply(ACCOUNTS + "IssueKey", metadata, request, kind).answer();
    var second = served.reply(ACCOUNTS + "IssueKey", metadata, request, kind).answer();
    assertThat(first.getSecret()).startsWith(first.getKey().getPrefix() + "_");
    assertThat(second).isEqualTo(first.toBuilder().clearSecret().build());

    RotateKeyRequest rotation =
        RotateKeyRequest.newBuilder().setKeyId(first.getKey().getKeyId()).build();
    Map<String, String> other = Served.as("account");
    RotateKeyResponse rotated = RotateKeyResponse.getDefaultInstance();
    var third = served.reply(ACCOUNTS + "RotateKey", other, rotation, rotated).answer();
    var fourth = served.reply(ACCOUNTS + "RotateKey", other, rotation, rotated).answer();
    assertThat(third.hasSecret()).isTrue();
    assertThat(fourth).isEqualTo(third.toBuilder().clearSecret().build());
  }

  @Test
  void aDryRunTellsNoSecretForThereIsNoKey() {
    IssueKeyResponse real = accounts.issue(accounts.key("ci"));
    RotateKeyRequest rotation =
        RotateKeyRequest.newBuilder().setKeyId(real.getKey().getKeyId()).build();
    Map<String, String> dry = Served.as("account", "dry-run", "true");

    IssueKeyResponse issued =
        served
            .reply(
                ACCOUNTS + "IssueKey",
                dry,
                accounts.key("dry").build(),
                IssueKeyResponse.getDefaultInstance())
            .answer();
    RotateKeyResponse rotated =
        served
            .reply(ACCOUNTS + "RotateKey", dry, rotation, RotateKeyResponse.getDefaultInstance())
            .answer();

    assertThat(issued.getKey().getName()).isEqualTo("dry");
    assertThat(issued.hasSecret()).isFalse();
    assertThat(rotated.getKey().getReplaces()).isEqualTo(real.getKey().getKeyId());
    assertThat(rotated.hasSecret()).isFalse();
  }

  @Test
  void aSecretTellsWhoseItIsAndWhatMayBeSpent() {
    story.credit();
    IssueKeyResponse issued =
        accounts.issue(accounts.key("ci").setRequestsPerMinute(5).setExpiresAt(story.inAnHour));
    VerifyKeyRequest.Builder request = VerifyKeyRequest.newBuilder().setSecret(issued.getSecret());
    VerifyKeyResponse found = verify(request);
    assertThat(found.getKeyId()).isEqualTo(issued.getKey().getKeyId());
    assertThat(found.getAccountId()).isEqualTo(story.account);
    assertThat(found.getNamespaceId()).isEqualTo(story.namespace);
    assertThat(found.getNetwork()).isEqualTo(Story.publish().getNetwork());
    assertThat(found.getStatus()).isEqualTo(NamespaceStatus.NAMESPACE_STATUS_OPEN);
    assertThat(found.getSuspended()).isFalse();
    assertThat(found.getScopesList()).isEqualTo(issued.getKey().getScopesList());
    assertThat(found.getRequestsPerMinute()).isEqualTo(5);
    assertThat(found.getExpiresAt()).isEqualTo(story.inAnHour);
    assertThat(found.getAvailable()).isEqualTo(Story.CREDIT);
    assertThat(found.hasSufficient()).isFalse();
    assertThat(verify(request.setAmount(Story.CREDIT)).getSufficient()).isTrue();
    assertThat(verify(request.setAmount(Story.CREDIT + 1)).getSufficient()).isFalse();
  }

  @Test
  void aSecretIsGoodUntilItsKeyEnds() {
    IssueKeyResponse issued = accounts.issue(accounts.key("ci").setExpiresAt(story.inAnHour));
    String secret = issued.getSecret();
    assertThat(verdict(secret)).isEqualTo("OK");
    assertThat(verdict(secret.substring(0, secret.length() - 4) + "0000")).isEqualTo("KEY_INVALID");
    assertThat(verdict("nothing")).isEqualTo("KEY_INVALID");
    var next =
        rotate(
            RotateKeyRequest.newBuilder()
                .setKeyId(issued.getKey().getKeyId())
                .setOverlap(Duration.newBuilder().setSeconds(60)));
    assertThat(next.getKey().getReplaces()).isEqualTo(issued.getKey().getKeyId());
    assertThat(next.getKey().getName()).isEqualTo("ci");
    assertThat(verdict(secret)).isEqualTo("OK");
    served.pass(java.time.Duration.ofMinutes(2));
    assertThat(verdict(secret)).isEqualTo("KEY_EXPIRED");
    assertThat(verdict(next.getSecret())).isEqualTo("OK");
    RevokeKeyResponse revoked =
        accounts.call(
            "RevokeKey",
            RevokeKeyRequest.newBuilder().setKeyId(next.getKey().getKeyId()).build(),
            RevokeKeyResponse.getDefaultInstance());
    assertThat(verdict(next.getSecret())).isEqualTo("KEY_REVOKED");
    assertThat(list(ListKeysRequest.newBuilder()).getKeys(1).getRevokedAt())
        .isEqualTo(revoked.getRevokedAt());
  }

  @Test
  void keysAreListedOldestFirstPageByPage() {
    ApiKey first = accounts.issue(accounts.key("1")).getKey();
    IssueKeyResponse second = accounts.issue(accounts.key("2"));
    verify(VerifyKeyRequest.newBuilder().setSecret(second.getSecret()));
    await(served.keyUses.flush());
    ListKeysResponse page = list(ListKeysRequest.newBuilder().setLimit(1));
    assertThat(page.getKeysList()).containsExactly(first);
    ListKeysResponse rest =
        list(ListKeysRequest.newBuilder().setLimit(1).setCursor(page.getNextCursor()));
    assertThat(rest.getKeysList()).extracting(ApiKey::getName).containsExactly("2");
    assertThat(rest.getKeys(0).hasLastUsedAt()).isTrue();
    assertThat(rest.hasNextCursor()).isFalse();
  }

  @Test
  void keysOfANamespaceThatDoesNotExistAreNotFound() {
    ListKeysResponse kind = ListKeysResponse.getDefaultInstance();
    ListKeysRequest unknown = ListKeysRequest.newBuilder().setNamespaceId(story.account).build();
    assertThat(accounts.code("ListKeys", "admin", unknown, kind)).isEqualTo("NAMESPACE_NOT_FOUND");
    assertThat(list(ListKeysRequest.newBuilder()).getKeysList()).isEmpty();
  }

  @Test
  void anotherTenantsKeyIsNotFound() {
    String id = accounts.issue(accounts.key("ci")).getKey().getKeyId();
    RevokeKeyRequest revoke = RevokeKeyRequest.newBuilder().setKeyId(id).build();
    RevokeKeyResponse kind = RevokeKeyResponse.getDefaultInstance();
    assertThat(accounts.code("RevokeKey", "account/account=" + story.namespace, revoke, kind))
        .isEqualTo("KEY_NOT_FOUND");
    assertThat(accounts.code("RevokeKey", "account/account=" + story.account, revoke, kind))
        .isEqualTo("OK");
  }

  @Test
  void whatCannotBeReadIsNamedFieldByField() {
    var issue =
        served.reply(
            ACCOUNTS + "IssueKey",
            Served.as("admin"),
            accounts
                .key(" ")
                .addScopes(KeyScope.KEY_SCOPE_READ_JOBS)
                .addScopes(KeyScope.KEY_SCOPE_READ_JOBS)
                .addScopes(KeyScope.KEY_SCOPE_UNSPECIFIED)
                .setRequestsPerMinute(0)
                .build(),
            IssueKeyResponse.getDefaultInstance());
    assertThat(issue.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("name", "scopes[1]", "scopes[2]", "requests_per_minute");
    assertThat(
            accounts.code(
                "RotateKey",
                "admin",
                RotateKeyRequest.newBuilder()
                    .setKeyId(story.account)
                    .setOverlap(Duration.newBuilder().setSeconds(30L * 24 * 3600 + 1))
                    .build(),
                RotateKeyResponse.getDefaultInstance()))
        .isEqualTo("INVALID_REQUEST");
    var verify =
        served.reply(
            ACCOUNTS + "VerifyKey",
            Served.as("cloud"),
            VerifyKeyRequest.newBuilder().setSecret("x".repeat(201)).setAmount(0).build(),
            VerifyKeyResponse.getDefaultInstance());
    assertThat(verify.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("secret", "amount");
  }
}
