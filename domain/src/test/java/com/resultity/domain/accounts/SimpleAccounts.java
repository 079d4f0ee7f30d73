package com.resultity.domain.accounts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry's rules once more, as a plain program over maps of numbers: what is to be expected
 * of the real one. Accounts, wallets and nonces are numbers, and every call says what became of it.
 */
final class SimpleAccounts {
  static final String OK = "ok";
  private static final String NOT_FOUND = "account_not_found";
  private static final String CLOSED = "account_closed";

  /**
   * A challenge that a wallet signed.
   *
   * @param account what it is to be linked to; 0 for an account that it is to open
   */
  record Signed(int nonce, int wallet, int account, long expires) {}

  static final class One {
    final @Nullable Integer referrer;
    @Nullable String email;
    String status = "active";
    boolean busy;

    One(@Nullable String email, @Nullable Integer referrer) {
      this.email = email;
      this.referrer = referrer;
    }
  }

  final Map<Integer, One> accounts = new TreeMap<>();
  final Map<Integer, Integer> walletOwners = new HashMap<>();
  private final Set<Integer> used = new HashSet<>();

  String open(
      int number,
      @Nullable String email,
      @Nullable Integer referrer,
      @Nullable Signed signed,
      long now) {
    if (email != null && owner(email) != 0) {
      return "email_taken";
    }
    if (referrer != null) {
      One other = accounts.get(referrer);
      if (other == null || !other.status.equals("active")) {
        return "referral_invalid";
      }
    }
    String proven = signed == null ? OK : whatItProves(signed, 0, now);
    if (proven.equals(OK)) {
      accounts.put(number, new One(email, referrer));
      take(signed, number);
    }
    return proven;
  }

  String change(int number, @Nullable String email) {
    One one = accounts.get(number);
    if (one == null) {
      return NOT_FOUND;
    }
    if (one.status.equals("closed")) {
      return CLOSED;
    }
    if (email != null) {
      int owner = owner(email);
      if (owner != 0 && owner != number) {
        return "email_taken";
      }
      one.email = email;
    }
    return OK;
  }

  String erase(int number) {
    One one = accounts.get(number);
    if (one == null) {
      return NOT_FOUND;
    }
    if (one.email == null) {
      return "personal_data_absent";
    }
    one.email = null;
    return OK;
  }

  String suspend(int number) {
    String why = whyNotActive(number);
    if (why.equals(OK)) {
      one(number).status = "suspended";
    }
    return why;
  }

  String reinstate(int number) {
    String why = whyNotActive(number);
    if (why.equals("account_not_active")) {
      one(number).status = "active";
      return OK;
    }
    return why.equals(OK) ? "account_not_suspended" : why;
  }

  String close(int number) {
    String why = whyNotActive(number);
    if (why.equals(NOT_FOUND) || why.equals(CLOSED)) {
      return why;
    }
    One one = one(number);
    if (one.busy) {
      return "account_not_empty";
    }
    one.status = "closed";
    return OK;
  }

  String link(int number, Signed signed, long now) {
    String why = whyNotActive(number);
    String proven = why.equals(OK) ? whatItProves(signed, number, now) : why;
    if (proven.equals(OK)) {
      take(signed, number);
    }
    return proven;
  }

  String unlink(int number, int wallet) {
    if (!accounts.containsKey(number)) {
      return NOT_FOUND;
    }
    return walletOwners.remove(wallet, number) ? OK : "wallet_not_linked";
  }

  /** The account with the email; 0 for none. */
  int owner(String email) {
    return accounts.entrySet().stream()
        .filter(each -> email.equals(each.getValue().email))
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }

  private One one(int number) {
    return Objects.requireNonNull(accounts.get(number));
  }

  private String whyNotActive(int number) {
    One one = accounts.get(number);
    if (one == null) {
      return NOT_FOUND;
    }
    return switch (one.status) {
      case "active" -> OK;
      case "suspended" -> "account_not_active";
      default -> CLOSED;
    };
  }

  private String whatItProves(Signed signed, int account, long now) {
    if (signed.account() != account) {
      return "challenge_of_other_account";
    }
    if (used.contains(signed.nonce())) {
      return "challenge_used";
    }
    if (now >= signed.expires()) {
      return "challenge_expired";
    }
    return walletOwners.containsKey(signed.wallet()) ? "wallet_taken" : OK;
  }

  private void take(@Nullable Signed signed, int number) {
    if (signed != null) {
      used.add(signed.nonce());
      walletOwners.put(signed.wallet(), number);
    }
  }
}
