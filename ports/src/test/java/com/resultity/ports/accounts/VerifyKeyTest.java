package com.resultity.ports.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.network.Network;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.ledger.Standing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a secret is. */
class VerifyKeyTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final UUID KEY = new UUID(0x0198c0ffee007000L, 0x800400000000000aL);

  private final KeySecrets secrets = new KeySecrets(SomeMac.keyed(1), new Random(7));
  private final KeySecret secret = secrets.next(KEY);
  private final Map<UUID, KeyStanding> stored = new HashMap<>();
  private final Map<UUID, Instant> saved = new HashMap<>();
  private final KeyUses uses =
      new KeyUses(all -> {
        saved.putAll(all);
        return Future.succeededFuture();
      });
  private Instant now = NOON;
  private final VerifyKey verify =
      new VerifyKey(
          id -> Future.succeededFuture(Optional.ofNullable(stored.get(id))),
          secrets,
          uses,
          () -> now);

  @Test
  void aSecretHasTheKeysIdAndAHundredAndNinetyTwoBits() {
    assertThat(secret.text()).matches("rk_0198c0ffee007000800400000000000a_[0-9a-f]{48}");
    assertThat(KeySecrets.prefix(KEY)).isEqualTo("rk_0198c0ffee007000800400000000000a");
    assertThat(secrets.next(KEY).text()).isNotEqualTo(secret.text());
    assertThat(secret.toString()).doesNotContain(secret.text());
  }

  @Test
  void theRightSecretTellsAllThatIsToKnowAndIsNotedAsAUse() {
    KeyStanding standing = store(secret, null, null);

    assertThat(verify.verify(secret.text()).result()).isEqualTo(standing);
    uses.flush();
    assertThat(saved).containsExactly(Map.entry(KEY, NOON));
  }

  @Test
  void usesAreWrittenDownOnceHoweverManyThereWere() {
    store(secret, null, null);
    for (int i = 0; i < 10; i++) {
      now = NOON.plusSeconds(i);
      assertThat(verify.verify(secret.text()).succeeded()).isTrue();
    }

    uses.flush();
    assertThat(saved).containsExactly(Map.entry(KEY, NOON.plusSeconds(9)));
    saved.clear();
    uses.flush();
    assertThat(saved).isEmpty();
  }

  @Test
  void aSecretTellsItsKeyOnlyWhenEveryCharacterIsAsItShouldBe() {
    assertThat(KeySecrets.keyOf(secret.text())).contains(KEY);
    for (int i = 0; i < secret.text().length(); i++) {
      for (String wrong : List.of("A", "g", "/", ":", "`", "é")) {
        String text = secret.text().substring(0, i) + wrong + secret.text().substring(i + 1);
        assertThat(KeySecrets.keyOf(text)).as(text).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rk_", "rk_x_y", "Bearer rk_0198c0ffee007000800400000000000a_"})
  void whatHasNotTheFormOfASecretIsInvalid(String text) {
    assertRefused(text, ErrorCode.KEY_INVALID);
  }

  @Test
  void anotherSecretOfTheSameKeyIsInvalidAndNoUse() {
    store(secret, null, null);

    assertRefused(secrets.next(KEY).text(), ErrorCode.KEY_INVALID);
    assertRefused(secret.text().toUpperCase(Locale.ROOT), ErrorCode.KEY_INVALID);
    assertRefused(secret.text() + "0", ErrorCode.KEY_INVALID);
    uses.flush();
    assertThat(saved).isEmpty();
  }

  @Test
  void aSecretHashedUnderAnotherKeyIsInvalid() {
    store(new KeySecrets(SomeMac.keyed(2), new Random(7)).next(KEY), null, null);

    assertRefused(secret.text(), ErrorCode.KEY_INVALID);
  }

  @Test
  void aKeyThatDoesNotExistIsInvalid() {
    assertRefused(secret.text(), ErrorCode.KEY_INVALID);
  }

  @Test
  void theRightSecretOfAKeyThatEndedTellsHow() {
    store(secret, NOON, null);
    assertRefused(secret.text(), ErrorCode.KEY_EXPIRED);
    store(secret, null, NOON);
    assertRefused(secret.text(), ErrorCode.KEY_REVOKED);
    assertRefused(secrets.next(KEY).text(), ErrorCode.KEY_INVALID);
  }

  private void assertRefused(String text, ErrorCode code) {
    assertThat(verify.verify(text).cause())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  private KeyStanding store(
      KeySecret of, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {
    UUID namespaceId = new UUID(3, 4);
    ApiKey key =
        new ApiKey(
            KEY,
            namespaceId,
            "ci",
            of.hash(),
            Set.of(Scope.READ_JOBS),
            null,
            NOON,
            expiresAt,
            revokedAt,
            null);
    Namespace namespace =
        new Namespace(
            namespaceId,
            new UUID(5, 6),
            "main",
            Network.TESTNET,
            NamespaceStatus.OPEN,
            NOON,
            false);
    KeyStanding standing =
        new KeyStanding(key, namespace, new Standing(new Credits(5, 0, 0, 0), true), 0);
    stored.put(KEY, standing);
    return standing;
  }
}
