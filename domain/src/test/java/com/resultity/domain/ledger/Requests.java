package com.resultity.domain.ledger;

import static com.resultity.domain.journal.Scenario.NS;
import static com.resultity.domain.journal.Scenario.after;
import static com.resultity.domain.journal.Scenario.id;

import com.resultity.domain.ledger.LedgerCommand.ExpireGrant;
import com.resultity.domain.ledger.LedgerCommand.ExpireHold;
import com.resultity.domain.ledger.LedgerCommand.ExtendHold;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.ledger.LedgerCommand.PlaceHold;
import com.resultity.domain.ledger.LedgerCommand.SetDebtLimit;
import com.resultity.domain.ledger.LedgerCommand.SettleHold;
import com.resultity.domain.ledger.LedgerCommand.VoidHold;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ledger commands in few words; holds expire an hour after noon unless they say otherwise. */
public final class Requests {
  public static final Duration HOUR = Duration.ofHours(1);

  private Requests() {}

  public static GrantCredit grant(int number, long amount) {
    return grant(number, amount, 0, null);
  }

  public static GrantCredit grant(
      int number, long amount, int priority, @Nullable Duration expires) {
    return new GrantCredit(
        id(number),
        NS,
        amount,
        GrantSource.BONUS,
        priority,
        expires == null ? null : after(expires),
        null);
  }

  public static GrantCredit topUp(int number, long amount, @Nullable String payment) {
    return new GrantCredit(id(number), NS, amount, GrantSource.TOP_UP, 0, null, payment);
  }

  public static PlaceHold hold(int number, long amount) {
    return hold(number, amount, Overage.REFUSE);
  }

  public static PlaceHold hold(int number, long amount, Overage overage) {
    return hold(number, amount, overage, HOUR);
  }

  public static PlaceHold hold(int number, long amount, Overage overage, Duration expires) {
    return new PlaceHold(id(number), NS, amount, after(expires), overage);
  }

  public static SettleHold settle(int number, long amount) {
    return new SettleHold(id(number), amount);
  }

  public static VoidHold voidHold(int number) {
    return new VoidHold(id(number));
  }

  public static ExtendHold extend(int number, Duration expires) {
    return new ExtendHold(id(number), after(expires));
  }

  public static ExpireHold expireHold(int number) {
    return new ExpireHold(id(number));
  }

  public static ExpireGrant expireGrant(int number) {
    return new ExpireGrant(id(number));
  }

  public static SetDebtLimit debtLimit(long limit) {
    return new SetDebtLimit(NS, limit);
  }
}
