package com.resultity.domain.accounts;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.AccountCommand.ChangeAccount;
import com.resultity.domain.accounts.AccountCommand.CloseAccount;
import com.resultity.domain.accounts.AccountCommand.ErasePersonalData;
import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.OpenAccount;
import com.resultity.domain.accounts.AccountCommand.ReinstateAccount;
import com.resultity.domain.accounts.AccountCommand.SuspendAccount;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.SimpleAccounts.One;
import com.resultity.domain.accounts.SimpleAccounts.Signed;
import com.resultity.domain.accounts.WalletProof.Finding;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Identities;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is asked of accounts and their wallets, in whatever order and cut into whatever blocks:
 * the same as of a simple registry, and as the log alone tells.
 */
class AccountPropertyTest {
  private static final List<String> EMAILS =
      List.of("ann@example.com", "bob@example.com", "eve@example.com");
  private static final int WALLETS = 3;
  private static final long LIFE = 40;
  private static final Set<String> MOVES =
      Set.of("active suspended", "suspended active", "active closed", "suspended closed");

  /** One step of a random history; {@code who} names the account, counted from the newest. */
  record Step(int kind, int who, int email, int wallet, int replay, int referrer, long pass) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyHistoryEndsAsInTheSimpleRegistry(@ForAll("histories") List<Step> history) {
    Run run = new Run();
    history.forEach(run::step);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(5, 0),
                    Tuple.of(2, 1),
                    Tuple.of(2, 2),
                    Tuple.of(2, 3),
                    Tuple.of(3, 4),
                    Tuple.of(1, 5),
                    Tuple.of(6, 6),
                    Tuple.of(4, 7),
                    Tuple.of(1, 8),
                    Tuple.of(2, 9)),
                Arbitraries.integers().between(-1, 4),
                Arbitraries.integers().between(0, EMAILS.size()),
                Arbitraries.integers().between(0, WALLETS),
                Arbitraries.frequencyOf(
                    Tuple.of(2, Arbitraries.just(0)),
                    Tuple.of(1, Arbitraries.integers().between(1, 5))),
                Arbitraries.frequencyOf(
                    Tuple.of(1, Arbitraries.just(-2)),
                    Tuple.of(2, Arbitraries.integers().between(-1, 4))),
                Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.just(0L)),
                    Tuple.of(1, Arbitraries.longs().between(1, 30))))
            .as(Step::new);
    return step.list().ofMinSize(30).ofMaxSize(100);
  }

  private static final class Run {
    private final SimpleAccounts simple = new SimpleAccounts();
    private final Stored stored = new Stored();
    private final SlotState replayed = new SlotState();
    private final List<Signed> signed = new ArrayList<>();
    private final Set<String> linkedBy = new HashSet<>();
    private final Map<UUID, Account> last = new HashMap<>();
    private SlotState state = new SlotState();
    private long now;
    private int opened;

    void step(Step step) {
      now += step.pass();
      int who = opened - step.who();
      switch (step.kind()) {
        case 0 -> open(step);
        case 1 -> {
          Contact contact = contact(step.email());
          check(
              new ChangeAccount(id(who), contact, null),
              () -> simple.change(who, contact == null ? null : contact.email()));
        }
        case 2 -> check(new ErasePersonalData(id(who)), () -> simple.erase(who));
        case 3 -> check(new SuspendAccount(id(who)), () -> simple.suspend(who));
        case 4 -> check(new ReinstateAccount(id(who)), () -> simple.reinstate(who));
        case 5 -> check(new CloseAccount(id(who)), () -> simple.close(who));
        case 6 -> {
          Signed sign = signed(step, who);
          check(new LinkWallet(id(who), proof(sign)), () -> simple.link(who, sign, now));
        }
        case 7 ->
            check(
                new UnlinkWallet(id(who), wallet(step.wallet())),
                () -> simple.unlink(who, step.wallet()));
        case 8 -> turnBusy(who);
        default -> state = stored.after(state);
      }
    }

    private void open(Step step) {
      int number = opened + 1;
      Contact contact = contact(step.email());
      Signed sign = step.wallet() == 0 ? null : signed(step, 0);
      Integer referrer = step.referrer() == -2 ? null : Integer.valueOf(opened - step.referrer());
      check(
          new OpenAccount(
              id(number),
              contact,
              sign == null ? null : proof(sign),
              Set.of(Role.CONSUMER),
              referrer == null ? null : id(referrer)),
          () -> simple.open(number, contact == null ? null : contact.email(), referrer, sign, now));
      opened = simple.accounts.size();
    }

    // A new one, or one from before: for whomever, used or not.
    private Signed signed(Step step, int account) {
      if (step.replay() > 0 && step.replay() <= signed.size()) {
        return signed.get(signed.size() - step.replay());
      }
      signed.add(new Signed(signed.size(), step.wallet(), account, now + LIFE));
      return signed.getLast();
    }

    private void turnBusy(int who) {
      One one = simple.accounts.get(who);
      if (one != null) {
        one.busy = !one.busy;
        stored.namespaces.put(
            id(who),
            new Namespace(
                id(10_000 + who),
                id(who),
                "n",
                Network.TESTNET,
                one.busy ? NamespaceStatus.OPEN : NamespaceStatus.CLOSED,
                NOON,
                false));
        stored.namespaces.values().forEach(state::loadElsewhere);
      }
    }

    private void check(Command command, Supplier<String> expected) {
      Decision decision = Decider.decide(command, state, time(now));
      assertThat(Decider.decide(command, state, time(now)))
          .as("deciding changes nothing")
          .isEqualTo(decision);
      assertThat(outcome(decision)).as("%s at %d", command, now).isEqualTo(expected.get());
      if (decision instanceof Decision.Accepted) {
        state.accept(command, decision.records(), time(now));
        decision.records().forEach(this::watch);
      }
      assertSame();
      assertSound();
    }

    private void watch(LogRecord fact) {
      replayed.apply(fact, time(now));
      if (fact instanceof WalletLinked linked) {
        assertThat(linkedBy.add(linked.nonce())).as("a nonce links once").isTrue();
      }
    }

    private void assertSame() {
      Map<UUID, String> statuses = new TreeMap<>();
      Map<UUID, UUID> referrers = new TreeMap<>();
      simple.accounts.forEach((number, one) -> {
        statuses.put(id(number), one.status);
        if (one.referrer != null) {
          referrers.put(id(number), id(one.referrer));
        }
      });
      Collection<Account> accounts = identities().accounts().all();
      assertThat(accounts).hasSize(statuses.size());
      for (Account account : accounts) {
        assertThat(account.status().code()).isEqualTo(statuses.get(account.id()));
        assertThat(account.referrerId()).isEqualTo(referrers.get(account.id()));
      }
      for (String email : EMAILS) {
        int owner = simple.owner(email);
        assertThat(identities().emailOwner(email)).isEqualTo(owner == 0 ? null : id(owner));
      }
      for (int wallet = 0; wallet <= WALLETS; wallet++) {
        WalletLink link = identities().link(wallet(wallet));
        Integer owner = simple.walletOwners.get(wallet);
        assertThat(link == null ? null : link.accountId())
            .isEqualTo(owner == null ? null : id(owner));
      }
    }

    private void assertSound() {
      assertThat(identities().links().all().stream().filter(WalletLink::lasts))
          .extracting(WalletLink::address)
          .doesNotHaveDuplicates();
      Map<UUID, Contact> contacts = stored.contactsAfter(state);
      assertThat(contacts.values()).extracting(Contact::email).doesNotHaveDuplicates();
      for (Account account : identities().accounts().all()) {
        Contact contact = contacts.get(account.id());
        assertThat(account.emailCommitment())
            .isEqualTo(contact == null ? null : contact.commitment());
        assertThat(replayed.account(account.id())).isEqualTo(account);
        assertMoved(last.put(account.id(), account), account);
        assertNotItsOwnReferrer(account);
      }
      assertThat(replayed.identities().links().all())
          .containsExactlyInAnyOrderElementsOf(identities().links().all());
    }

    private static void assertMoved(@Nullable Account before, Account account) {
      if (before != null) {
        assertThat(account.referrerId()).isEqualTo(before.referrerId());
        if (account.status() != before.status()) {
          assertThat(MOVES).contains(before.status().code() + " " + account.status().code());
        }
      }
    }

    private void assertNotItsOwnReferrer(Account account) {
      UUID referrer = account.referrerId();
      for (int steps = 0; referrer != null; steps++) {
        assertThat(referrer).isNotEqualTo(account.id());
        assertThat(steps).isLessThan(opened + 1);
        referrer = Objects.requireNonNull(state.account(referrer)).referrerId();
      }
    }

    private Identities identities() {
      return state.identities();
    }
  }

  /** What a store would keep from block to block. */
  private static final class Stored {
    private final Map<UUID, Account> accounts = new HashMap<>();
    private final Map<String, WalletLink> links = new HashMap<>();
    private final Map<UUID, Namespace> namespaces = new HashMap<>();
    private Map<UUID, Contact> contacts = new HashMap<>();

    /** Writes a block's end, and answers what the next one finds. */
    SlotState after(SlotState state) {
      Identities identities = state.identities();
      contacts = contactsAfter(state);
      identities.accounts().created().forEach(each -> accounts.put(each.id(), each));
      identities.accounts().changed().forEach(each -> accounts.put(each.id(), each));
      identities.links().created().forEach(each -> links.put(each.nonce(), each));
      identities.links().changed().forEach(each -> links.put(each.nonce(), each));
      SlotState next = new SlotState();
      accounts.values().forEach(next.identities()::loadAccount);
      links.values().forEach(next.identities()::loadLink);
      contacts.forEach((id, contact) -> next.identities().loadEmail(contact.email(), id));
      namespaces.values().forEach(next::loadElsewhere);
      return next;
    }

    Map<UUID, Contact> contactsAfter(SlotState state) {
      Map<UUID, Contact> after = new HashMap<>(contacts);
      after.keySet().removeAll(state.identities().staleContacts());
      after.putAll(state.identities().contacts());
      return after;
    }
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Accepted _ -> SimpleAccounts.OK;
      case Decision.Refused refused -> refused.refusal().code().code();
    };
  }

  private static @Nullable Contact contact(int email) {
    return email == EMAILS.size() ? null : new Contact(EMAILS.get(email), "07".repeat(16));
  }

  private static WalletAddress wallet(int number) {
    return new WalletAddress("0x%040x".formatted(number));
  }

  private static WalletProof proof(Signed signed) {
    WalletChallenge challenge =
        new WalletChallenge(
            "example.com",
            wallet(signed.wallet()).text(),
            1,
            signed.account() == 0 ? null : id(signed.account()),
            "nonce%03d".formatted(signed.nonce()),
            time(signed.expires() - LIFE),
            time(signed.expires()));
    return new WalletProof(challenge.text(), "0x").found(new Finding.Proven(challenge));
  }

  private static Instant time(long seconds) {
    return NOON.plusSeconds(seconds);
  }
}
