package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.given;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeyCommand.RevokeKey;
import com.resultity.domain.accounts.KeyCommand.RotateKey;
import com.resultity.domain.accounts.KeyRecord.KeyExpirySet;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeyRecord.KeyRevoked;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long an API key is good. */
class KeyTest {
  private static final Set<Scope> SCOPES = Set.of(Scope.SUBMIT_JOBS, Scope.READ_JOBS);

  @Test
  void aKeyIsIssuedAndItsSecretIsNotRecorded() {
    Scenario scenario = given().when(issue(5, null));

    scenario.then(new KeyIssued(id(5), NS, "ci", secret(5).hash(), SCOPES, 600, null, null));
    assertThat(scenario.log().toString() + issue(5, null)).doesNotContain(secret(5).text());
  }

  @Test
  void aKeyIsGoodUntilItExpires() {
    Instant expiry = NOON.plusSeconds(60);
    Scenario scenario = given().and(issue(5, expiry));

    assertThat(key(scenario, 5).whyNotGood(expiry.minusNanos(1))).isEmpty();
    assertThat(key(scenario, 5).whyNotGood(expiry)).contains(RefusalCode.KEY_EXPIRED);
    scenario.when(issue(6, NOON)).thenRefused(RefusalCode.EXPIRY_NOT_IN_FUTURE);
  }

  @Test
  void aRevokedKeyIsNoLongerGoodWhateverItsExpiry() {
    Scenario scenario = given().and(issue(5, NOON.plusSeconds(60)));

    scenario
        .when(new RevokeKey(id(5)))
        .then(new KeyRevoked(id(5)))
        .when(new RevokeKey(id(5)))
        .thenRefused(RefusalCode.KEY_REVOKED)
        .when(rotate(5, 6, Duration.ZERO))
        .thenRefused(RefusalCode.KEY_REVOKED);
    assertThat(key(scenario, 5).whyNotGood(NOON)).contains(RefusalCode.KEY_REVOKED);
  }

  @Test
  void bothKeysOfARotationAreGoodAsLongAsTheyOverlap() {
    Scenario scenario = given().and(issue(5, null)).when(rotate(5, 6, Duration.ofHours(1)));

    Instant end = NOON.plus(Duration.ofHours(1));
    scenario.then(
        new KeyIssued(id(6), NS, "ci", secret(6).hash(), SCOPES, 600, null, id(5)),
        new KeyExpirySet(id(5), end));
    assertThat(key(scenario, 5).whyNotGood(end.minusNanos(1))).isEmpty();
    assertThat(key(scenario, 5).whyNotGood(end)).contains(RefusalCode.KEY_EXPIRED);
    assertThat(key(scenario, 6).whyNotGood(end)).isEmpty();
  }

  @Test
  void aRotationLengthensNoKeysLife() {
    Instant expiry = NOON.plusSeconds(60);

    given()
        .and(issue(5, expiry))
        .when(rotate(5, 6, Duration.ofHours(1)))
        .then(
            new KeyIssued(id(6), NS, "ci", secret(6).hash(), SCOPES, 600, expiry, id(5)),
            new KeyExpirySet(id(5), expiry))
        .at(Duration.ofSeconds(60))
        .when(rotate(6, 7, Duration.ZERO))
        .thenRefused(RefusalCode.KEY_EXPIRED);
  }

  @Test
  void aNamespaceHasAThousandKeysAtMostThatAreNotRevoked() {
    Scenario scenario = given();
    scenario.state().loadKeyCount(NS, ApiKey.MOST - 1);

    scenario
        .and(issue(5, null))
        .when(issue(6, null))
        .thenRefused(RefusalCode.TOO_MANY_KEYS)
        .and(new RevokeKey(id(5)), issue(6, null));
  }

  @Test
  void onlyAnOpenNamespaceThatExistsIssuesKeys() {
    given(NamespaceStatus.CLOSED).when(issue(5, null)).thenRefused(RefusalCode.NAMESPACE_CLOSED);
    Scenario.empty().when(issue(5, null)).thenRefused(RefusalCode.NAMESPACE_NOT_FOUND);
    given().when(new RevokeKey(id(5))).thenRefused(RefusalCode.KEY_NOT_FOUND);
    given().when(rotate(5, 6, Duration.ZERO)).thenRefused(RefusalCode.KEY_NOT_FOUND);
  }

  private static ApiKey key(Scenario scenario, int number) {
    return Objects.requireNonNull(scenario.state().key(id(number)));
  }

  private static KeySecret secret(int number) {
    return new KeySecret("secret-" + number, new Digest("%064x".formatted(number)));
  }

  private static IssueKey issue(int number, @Nullable Instant expiresAt) {
    UUID keyId = id(number);
    return new IssueKey(keyId, NS, "ci", secret(number), SCOPES, 600, expiresAt);
  }

  private static RotateKey rotate(int number, int next, Duration overlap) {
    return new RotateKey(id(number), id(next), secret(next), overlap);
  }
}
