package com.resultity.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.Account;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceStatus;
import com.resultity.domain.accounts.Role;
import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.Grant;
import com.resultity.domain.ledger.Hold;
import com.resultity.domain.ledger.Purse;
import com.resultity.domain.ledger.SystemAccounts;
import com.resultity.domain.network.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A slot's state and what is asked of it, told as given, when, then. One namespace, {@link #NS};
 * times are durations since noon; grants, holds and jobs are known by number.
 */
public final class Scenario {
  public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  public static final UUID NS = id(1);
  public static final UUID ACCOUNT = id(2);

  private final SlotState state = new SlotState();
  private final List<LogRecord> log = new ArrayList<>();
  private Instant now = NOON;
  private Decision last = Decision.accept();

  private Scenario() {}

  /** The id of a numbered thing, in the order of numbers. */
  public static UUID id(int number) {
    return Ids.of(NOON, 1, number);
  }

  public static Instant after(Duration time) {
    return NOON.plus(time);
  }

  /** An open namespace of an active account, and what these commands lead to. */
  public static Scenario given(Command... commands) {
    return given(NamespaceStatus.OPEN, commands);
  }

  /** The same, with the namespace in a status. */
  public static Scenario given(NamespaceStatus status, Command... commands) {
    return given(
        Purse.empty(new Namespace(NS, ACCOUNT, "default", Network.TESTNET, status, NOON, false)),
        commands);
  }

  public static Scenario given(Purse purse, Command... commands) {
    Scenario scenario = empty();
    scenario.state.identities().loadAccount(account(ACCOUNT, AccountStatus.ACTIVE));
    scenario.state.loadPurse(purse);
    return scenario.and(commands);
  }

  /** Nothing at all. */
  public static Scenario empty() {
    return new Scenario();
  }

  public static Account account(UUID id, AccountStatus status) {
    return new Account(id, status, Set.of(Role.CONSUMER), null, null, NOON);
  }

  public SlotState state() {
    return state;
  }

  /** What was recorded so far. */
  public List<LogRecord> log() {
    return log;
  }

  /** These happen, too. */
  public Scenario and(Command... commands) {
    for (Command command : commands) {
      when(command);
      assertThat(last).as("%s", command).isInstanceOf(Decision.Accepted.class);
    }
    return this;
  }

  /** It is so long after noon. */
  public Scenario at(Duration sinceNoon) {
    now = NOON.plus(sinceNoon);
    return this;
  }

  /** The command is decided and, if accepted, takes effect. */
  public Scenario when(Command command) {
    last = Decider.decide(command, state, now);
    switch (last) {
      case Decision.Accepted accepted -> state.accept(command, accepted.records(), now);
      case Decision.Refused refused -> refused.records().forEach(each -> state.apply(each, now));
    }
    log.addAll(records());
    return this;
  }

  private List<LogRecord> records() {
    return switch (last) {
      case Decision.Accepted accepted -> accepted.records();
      case Decision.Refused refused -> refused.records();
    };
  }

  /** The last command was refused, and why. */
  public Scenario thenRefused(RefusalCode code) {
    return thenRefused(code, Map.of());
  }

  public Scenario thenRefused(RefusalCode code, Map<String, String> facts) {
    assertThat(last)
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.of(code, facts)));
    return this;
  }

  /** The last command, accepted or not, left exactly these records. */
  public Scenario thenLogged(LogRecord... records) {
    assertThat(records()).containsExactly(records);
    return this;
  }

  /** The last command was refused, whatever the facts. */
  public Scenario thenRefusedBecause(RefusalCode code) {
    assertThat(last)
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    return this;
  }

  /** The last command made exactly these records. */
  public Scenario then(LogRecord... records) {
    assertThat(last).isEqualTo(Decision.accept(records));
    return this;
  }

  /** The last command made records of exactly these kinds. */
  @SafeVarargs
  public final Scenario thenKinds(Class<? extends LogRecord>... kinds) {
    List<Class<? extends LogRecord>> expected = new ArrayList<>();
    for (Class<? extends LogRecord> kind : kinds) {
      expected.add(kind);
    }
    assertThat(last).isInstanceOf(Decision.Accepted.class);
    assertThat(((Decision.Accepted) last).records()).map(LogRecord::getClass).isEqualTo(expected);
    return this;
  }

  public Scenario thenCredits(long available, long held, long spent, long debt) {
    assertThat(purse().credits()).isEqualTo(new Credits(available, held, spent, debt));
    return this;
  }

  public Scenario thenSystem(long funding, long promotion, long revenue, long breakage) {
    assertThat(state.system(Network.TESTNET))
        .isEqualTo(new SystemAccounts(funding, promotion, revenue, breakage));
    return this;
  }

  /** What is left of the numbered grant. */
  public Scenario thenLeft(int grant, long remaining) {
    assertThat(
            purse().grants().stream()
                .filter(each -> each.id().equals(id(grant)))
                .map(Grant::remaining))
        .containsExactly(remaining);
    return this;
  }

  public Hold hold(int number) {
    return Objects.requireNonNull(state.hold(id(number)));
  }

  public Purse purse() {
    return Objects.requireNonNull(state.purse(NS));
  }

  /** The fact of the kind among what the last command made. */
  public <R extends LogRecord> R made(Class<R> kind) {
    return ((Decision.Accepted) last)
        .records().stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }
}
