package com.resultity.domain.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The ledger's rules once more, as a plain program over maps of longs: what is to be expected of
 * the real one. Times are seconds, things are numbers, and every call says what became of it.
 */
final class SimpleLedger {
  static final String OK = "ok";
  private static final long NEVER = Long.MAX_VALUE;
  private static final long LIFE = 31L * 24 * 3600;

  private static final class Lot {
    long left;
    final long priority;
    final long expires;

    Lot(long left, long priority, long expires) {
      this.left = left;
      this.priority = priority;
      this.expires = expires;
    }
  }

  private static final class Lock {
    final long amount;
    final String overage;
    final long placed;
    final Map<Integer, Long> parts;
    long expires;
    String state = "held";

    Lock(long amount, String overage, long placed, long expires, Map<Integer, Long> parts) {
      this.amount = amount;
      this.overage = overage;
      this.placed = placed;
      this.expires = expires;
      this.parts = parts;
    }
  }

  private final Map<Integer, Lot> lots = new TreeMap<>();
  private final Map<Integer, Lock> locks = new TreeMap<>();
  private final List<String> payments = new ArrayList<>();
  long debt;
  long debtLimit;
  long spent;
  long paidIn;
  long givenAway;
  long lapsed;

  long available() {
    return lots.values().stream().mapToLong(lot -> lot.left).sum();
  }

  long held() {
    return locks.values().stream()
        .filter(lock -> lock.state.equals("held"))
        .mapToLong(lock -> lock.amount)
        .sum();
  }

  /** What is left of each lot, by number. */
  Map<Integer, Long> left() {
    Map<Integer, Long> left = new TreeMap<>();
    lots.forEach((number, lot) -> left.put(number, lot.left));
    return left;
  }

  Map<Integer, String> states() {
    Map<Integer, String> states = new TreeMap<>();
    locks.forEach((number, lock) -> states.put(number, lock.state));
    return states;
  }

  String grant(int number, long amount, long priority, long expires, String payment, long now) {
    if (amount <= 0) {
      return "amount_not_positive";
    }
    if (expires != 0 && expires <= now) {
      return "expiry_not_in_future";
    }
    if (!payment.isEmpty() && payments.contains(payment)) {
      return "payment_already_granted";
    }
    lapse(now);
    long repaid = Math.min(debt, amount);
    debt -= repaid;
    lots.put(number, new Lot(amount - repaid, priority, expires == 0 ? NEVER : expires));
    if (payment.isEmpty()) {
      givenAway += amount;
    } else {
      payments.add(payment);
      paidIn += amount;
    }
    return OK;
  }

  String hold(int number, long amount, long expires, String overage, long now) {
    if (expires <= now) {
      return "expiry_not_in_future";
    }
    if (expires > now + LIFE) {
      return "expiry_too_far";
    }
    if (amount <= 0) {
      return "amount_not_positive";
    }
    if (debt > 0) {
      return "debt_outstanding";
    }
    if (usable(now) < amount) {
      return "insufficient_credit";
    }
    lapse(now);
    locks.put(number, new Lock(amount, overage, now, expires, take(amount)));
    return OK;
  }

  String settle(int number, long amount, long now) {
    String wrong = ended(number);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    if (amount < 0) {
      return "amount_negative";
    }
    Lock lock = lock(number);
    boolean due = lock.state.equals("held") && lock.expires <= now;
    boolean late = due || lock.state.equals("expired");
    long locked = late ? 0 : lock.amount;
    if (!late && amount > lock.amount) {
      if (lock.overage.equals("refuse")) {
        return "exceeds_hold";
      }
      if (lock.overage.equals("cap")) {
        return settle(number, lock.amount, now);
      }
    }
    if (!late && amount <= lock.amount) {
      lapse(now);
      lock.state = "settled";
      long open = amount;
      for (Map.Entry<Integer, Long> part : lock.parts.entrySet()) {
        long charged = Math.min(open, part.getValue());
        open -= charged;
        lot(part.getKey()).left += part.getValue() - charged;
      }
      spent += amount;
      lapse(now);
      return OK;
    }
    long returning =
        due
            ? lock.parts.entrySet().stream()
                .filter(part -> lot(part.getKey()).expires > now)
                .mapToLong(Map.Entry::getValue)
                .sum()
            : 0;
    long beyond = amount - locked;
    long owed = Math.max(0, beyond - usable(now) - returning);
    if (owed > 0 && debt + owed > debtLimit) {
      return "debt_limit_exceeded";
    }
    lapse(now);
    if (due) {
      giveBack(lock, now);
    }
    lock.state = "settled";
    take(beyond - owed);
    debt += owed;
    spent += amount;
    return OK;
  }

  String voidHold(int number, long now) {
    String wrong = ended(number);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    Lock lock = lock(number);
    if (lock.state.equals("expired") || lock.expires <= now) {
      return "hold_expired";
    }
    lapse(now);
    lock.state = "voided";
    giveBack(lock, now);
    return OK;
  }

  String extend(int number, long expires, long now) {
    String wrong = ended(number);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    Lock lock = lock(number);
    if (lock.state.equals("expired") || lock.expires <= now) {
      return "hold_expired";
    }
    if (expires <= lock.expires) {
      return "expiry_not_later";
    }
    if (expires > lock.placed + LIFE) {
      return "expiry_too_far";
    }
    lock.expires = expires;
    return OK;
  }

  String expireHold(int number, long now) {
    String wrong = ended(number);
    if (!wrong.isEmpty()) {
      return wrong;
    }
    Lock lock = lock(number);
    if (lock.state.equals("expired") || lock.expires > now) {
      return "hold_not_due";
    }
    lapse(now);
    lock.state = "expired";
    giveBack(lock, now);
    return OK;
  }

  String expireGrant(int number, long now) {
    if (!lots.containsKey(number)) {
      return "grant_not_found";
    }
    if (lot(number).expires > now || lot(number).left == 0) {
      return "grant_not_due";
    }
    lapse(now);
    return OK;
  }

  String limitDebt(long limit) {
    if (limit < 0) {
      return "amount_negative";
    }
    debtLimit = limit;
    return OK;
  }

  private String ended(int number) {
    if (!locks.containsKey(number)) {
      return "hold_not_found";
    }
    return switch (lock(number).state) {
      case "settled" -> "hold_already_settled";
      case "voided" -> "hold_already_voided";
      default -> "";
    };
  }

  private Lock lock(int number) {
    return Objects.requireNonNull(locks.get(number));
  }

  private Lot lot(int number) {
    return Objects.requireNonNull(lots.get(number));
  }

  private long usable(long now) {
    return lots.values().stream().filter(lot -> lot.expires > now).mapToLong(l -> l.left).sum();
  }

  private void lapse(long now) {
    for (Lot lot : lots.values()) {
      if (lot.expires <= now) {
        lapsed += lot.left;
        lot.left = 0;
      }
    }
  }

  private void giveBack(Lock lock, long now) {
    lock.parts.forEach((number, amount) -> lot(number).left += amount);
    lapse(now);
  }

  private Map<Integer, Long> take(long amount) {
    Map<Integer, Long> parts = new LinkedHashMap<>();
    long missing = amount;
    List<Map.Entry<Integer, Lot>> order = new ArrayList<>(lots.entrySet());
    order.sort(
        Comparator.comparingLong((Map.Entry<Integer, Lot> e) -> e.getValue().priority)
            .thenComparingLong(e -> e.getValue().expires)
            .thenComparingInt(Map.Entry::getKey));
    for (Map.Entry<Integer, Lot> entry : order) {
      long part = Math.min(missing, entry.getValue().left);
      if (part > 0) {
        entry.getValue().left -= part;
        parts.put(entry.getKey(), part);
        missing -= part;
      }
    }
    return parts;
  }
}
