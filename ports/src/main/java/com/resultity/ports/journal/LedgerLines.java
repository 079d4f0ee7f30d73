package com.resultity.ports.journal;

import com.resultity.domain.ledger.Credits;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.domain.ledger.LedgerRecord.CreditGranted;
import com.resultity.domain.ledger.LedgerRecord.DebtLimitSet;
import com.resultity.domain.ledger.LedgerRecord.GrantExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExpired;
import com.resultity.domain.ledger.LedgerRecord.HoldExtended;
import com.resultity.domain.ledger.LedgerRecord.HoldPlaced;
import com.resultity.domain.ledger.LedgerRecord.HoldSettled;
import com.resultity.domain.ledger.LedgerRecord.HoldVoided;
import com.resultity.domain.ledger.LedgerRecord.NamespaceFrozen;
import com.resultity.domain.ledger.LedgerRecord.NamespaceUnfrozen;
import com.resultity.domain.ledger.LedgerRecord.ThresholdCrossed;
import com.resultity.domain.ledger.LedgerRecord.ThresholdsSet;
import com.resultity.domain.ledger.Overage;
import com.resultity.domain.ledger.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ledger records as fields. */
final class LedgerLines {
  private LedgerLines() {}

  static String write(JsonWriter out, LedgerRecord record) {
    return switch (record) {
      case CreditGranted r -> granted(out, r);
      case HoldPlaced r -> placed(out, r);
      case HoldSettled r -> settled(out, r);
      case HoldVoided r -> {
        credits(out, r.credits());
        ids(out, r);
        slices(out, "returned", r.returned());
        yield "hold_voided";
      }
      case HoldExpired r -> {
        credits(out, r.credits());
        ids(out, r);
        slices(out, "returned", r.returned());
        yield "hold_expired";
      }
      case HoldExtended r -> {
        out.field("expiresAt", r.expiresAt());
        out.field("holdId", (Object) r.holdId());
        out.field("namespaceId", (Object) r.namespaceId());
        yield "hold_extended";
      }
      case GrantExpired r -> {
        out.field("amount", r.amount());
        credits(out, r.credits());
        out.field("grantId", (Object) r.grantId());
        out.field("namespaceId", (Object) r.namespaceId());
        yield "grant_expired";
      }
      case DebtLimitSet r -> {
        out.field("limit", r.limit());
        out.field("namespaceId", (Object) r.namespaceId());
        yield "debt_limit_set";
      }
      case NamespaceFrozen r -> {
        out.field("namespaceId", (Object) r.namespaceId());
        yield "namespace_frozen";
      }
      case NamespaceUnfrozen r -> {
        out.field("namespaceId", (Object) r.namespaceId());
        yield "namespace_unfrozen";
      }
      case ThresholdsSet r -> {
        out.field("namespaceId", (Object) r.namespaceId());
        out.array("thresholds");
        r.thresholds().forEach(threshold -> out.element(Long.toString(threshold)));
        out.endArray();
        yield "thresholds_set";
      }
      case ThresholdCrossed r -> {
        out.field("available", r.available());
        out.field("below", r.below());
        out.field("namespaceId", (Object) r.namespaceId());
        out.field("threshold", r.threshold());
        yield "threshold_crossed";
      }
    };
  }

  static LedgerRecord read(String kind, Fields in) {
    return switch (kind) {
      case "credit_granted" -> readGranted(in);
      case "hold_placed" -> readPlaced(in);
      case "hold_settled" -> readSettled(in);
      case "hold_voided" ->
          new HoldVoided(
              in.id("holdId"), in.id("namespaceId"), slices(in, "returned"), credits(in));
      case "hold_expired" ->
          new HoldExpired(
              in.id("holdId"), in.id("namespaceId"), slices(in, "returned"), credits(in));
      case "hold_extended" ->
          new HoldExtended(in.id("holdId"), in.id("namespaceId"), in.time("expiresAt"));
      case "grant_expired" ->
          new GrantExpired(in.id("grantId"), in.id("namespaceId"), in.big("amount"), credits(in));
      case "debt_limit_set" -> new DebtLimitSet(in.id("namespaceId"), in.big("limit"));
      case "namespace_frozen" -> new NamespaceFrozen(in.id("namespaceId"));
      case "namespace_unfrozen" -> new NamespaceUnfrozen(in.id("namespaceId"));
      case "thresholds_set" ->
          new ThresholdsSet(
              in.id("namespaceId"), in.texts("thresholds").stream().map(Long::valueOf).toList());
      case "threshold_crossed" ->
          new ThresholdCrossed(
              in.id("namespaceId"), in.big("threshold"), in.flag("below"), in.big("available"));
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }

  private static String granted(JsonWriter out, CreditGranted r) {
    out.field("amount", r.amount());
    credits(out, r.credits());
    out.field("expiresAt", r.expiresAt());
    out.field("grantId", (Object) r.grantId());
    out.field("namespaceId", (Object) r.namespaceId());
    out.field("paymentReference", r.paymentReference());
    out.field("priority", r.priority());
    out.field("repaid", r.repaid());
    out.field("source", r.source().code());
    return "credit_granted";
  }

  private static CreditGranted readGranted(Fields in) {
    return new CreditGranted(
        in.id("grantId"),
        in.id("namespaceId"),
        in.big("amount"),
        in.big("repaid"),
        GrantSource.valueOf(in.text("source").toUpperCase(Locale.ROOT)),
        in.number("priority"),
        in.orNull("expiresAt", in::time),
        in.textOrNull("paymentReference"),
        credits(in));
  }

  private static String placed(JsonWriter out, HoldPlaced r) {
    out.field("amount", r.amount());
    credits(out, r.credits());
    out.field("expiresAt", r.expiresAt());
    out.field("forJob", r.forJob());
    ids(out, r);
    out.field("overage", r.overage().code());
    slices(out, "slices", r.slices());
    return "hold_placed";
  }

  private static HoldPlaced readPlaced(Fields in) {
    return new HoldPlaced(
        in.id("holdId"),
        in.id("namespaceId"),
        in.big("amount"),
        in.time("expiresAt"),
        Overage.valueOf(in.text("overage").toUpperCase(Locale.ROOT)),
        in.flag("forJob"),
        slices(in, "slices"),
        credits(in));
  }

  private static String settled(JsonWriter out, HoldSettled r) {
    out.field("charged", r.charged());
    credits(out, r.credits());
    out.field("debt", r.debt());
    slices(out, "drawn", r.drawn());
    out.field("holdId", (Object) r.holdId());
    out.field("late", r.late());
    out.field("namespaceId", (Object) r.namespaceId());
    slices(out, "returned", r.returned());
    return "hold_settled";
  }

  private static HoldSettled readSettled(Fields in) {
    return new HoldSettled(
        in.id("holdId"),
        in.id("namespaceId"),
        in.big("charged"),
        slices(in, "returned"),
        slices(in, "drawn"),
        in.big("debt"),
        in.flag("late"),
        credits(in));
  }

  private static void ids(JsonWriter out, LedgerRecord.OnHold r) {
    out.field("holdId", (Object) r.holdId());
    out.field("namespaceId", (Object) r.namespaceId());
  }

  private static void credits(JsonWriter out, Credits credits) {
    out.object("credits");
    out.field("available", credits.available());
    out.field("debt", credits.debt());
    out.field("held", credits.held());
    out.field("spent", credits.spent());
    out.end();
  }

  private static Credits credits(Fields in) {
    Fields credits = in.object("credits");
    return new Credits(
        credits.big("available"), credits.big("held"), credits.big("spent"), credits.big("debt"));
  }

  private static void slices(JsonWriter out, String name, List<Slice> slices) {
    out.array(name);
    for (Slice slice : slices) {
      out.object();
      out.field("amount", slice.amount());
      out.field("grantId", (Object) slice.grantId());
      out.end();
    }
    out.endArray();
  }

  private static List<Slice> slices(Fields in, String name) {
    List<Slice> slices = new ArrayList<>();
    for (Fields slice : in.objects(name)) {
      slices.add(new Slice(slice.id("grantId"), slice.big("amount")));
    }
    return slices;
  }
}
