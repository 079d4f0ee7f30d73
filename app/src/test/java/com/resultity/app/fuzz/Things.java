package com.resultity.app.fuzz;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, namespaces, keys, wallets, challenges, grants, holds, jobs and models, oldest first,
 * with what was said and told of them; and which of them an operation may be asked of.
 */
final class Things {
  private static final int MOST = 2_000;

  // What a thing is known by, from the last word of the operation that told of it.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          entry("Account", "accountId"),
          entry("Data", "accountId"),
          entry("Namespace", "namespaceId"),
          entry("Limit", "namespaceId"),
          entry("Thresholds", "namespaceId"),
          entry("Credit", "grantId"),
          entry("Hold", "holdId"),
          entry("Job", "jobId"),
          entry("Key", "keyId"),
          entry("Wallet", "address"),
          entry("Model", "name"),
          entry("Challenge", "nonce"));

  // What is not asked of what its name says, but of what that is to belong to.
  private static final String MAKES = "(open|issue|grant|set[DT]|publish|propose|submitBlind).*";

  // What can be asked only of a thing of which one of these has told last.
  private static final Map<String, Set<String>> AFTER =
      Map.ofEntries(
          entry("reinstateAccount", Set.of("suspendAccount")),
          entry("unfreezeNamespace", Set.of("freezeNamespace")),
          entry("openAccount", Set.of("issueOpeningChallenge")),
          entry("linkWallet", Set.of("issueWalletChallenge")),
          entry("unlinkWallet", Set.of("linkWallet")),
          entry("placeHold", Set.of("grantCredit")),
          entry("submitJob", Set.of("grantCredit")),
          entry("dispatchJob", Set.of("submitJob", "submitBlindJob", "failJob")),
          entry("claimJob", Set.of("submitJob", "submitBlindJob", "failJob")),
          entry("completeJob", Set.of("dispatchJob", "claimJob")),
          entry("failJob", Set.of("dispatchJob", "claimJob")),
          entry("approveModel", Set.of("proposeModel")),
          entry("deprecateModel", Set.of("approveModel")),
          entry("retireModel", Set.of("deprecateModel")));

  private static final Map<String, String> NEEDS =
      Map.of("erasePersonalData", "email", "findAccount", "email", "verifyKey", "secret");

  // What changes a thing and leaves it as able as it was.
  private static final Set<String> STAYS =
      Set.of(
          "changeAccount",
          "erasePersonalData",
          "renameNamespace",
          "setDebtLimit",
          "setThresholds",
          "extendHold");

  private static final String ENDED = "ended";
  private static final Set<String> ENDS =
      Set.of(
          ENDED,
          "suspendAccount",
          "closeAccount",
          "freezeNamespace",
          "closeNamespace",
          "settleHold",
          "voidHold",
          "completeJob",
          "cancelJob",
          "revokeKey",
          "unlinkWallet",
          "retireModel");

  /** By which name it is known, what told of it last, and all that was said and told of it. */
  private record Thing(String name, String operation, Map<String, String> members) {}

  private final Map<String, Thing> all = new LinkedHashMap<>();

  /** Takes what a command that was accepted has told, beside what it had said. */
  void learn(String asked, Map<String, String> said, Map<String, String> told) {
    if (asked.endsWith("Configuration")) {
      // Another catalogue is in force, which may lack what was proposed.
      all.values().removeIf(thing -> thing.name().equals("name"));
    }
    String name = name(asked);
    Map<String, String> members = new HashMap<>(said);
    members.putAll(told);
    members.computeIfPresent("address", (_, address) -> address.toLowerCase(Locale.ROOT));
    if (name == null || !members.containsKey(name)) {
      return;
    }
    String message = said.get("message");
    if (message != null) {
      all.values().removeIf(thing -> message.equals(thing.members().get("message")));
    }
    if (asked.equals("openAccount") && members.containsKey("address")) {
      put(new Thing("address", "linkWallet", members));
    }
    all.remove("keyId " + told.get("replaces"));
    Thing before = all.remove(key(name, members));
    if (before != null) {
      before.members().forEach(members::putIfAbsent);
    }
    if (asked.equals("erasePersonalData")) {
      members.remove("email");
    }
    put(new Thing(name, operation(asked, told, before), members));
  }

  private static String operation(String asked, Map<String, String> told, @Nullable Thing before) {
    if (told.getOrDefault("state", "").toLowerCase(Locale.ROOT).endsWith("failed")) {
      return ENDED;
    }
    return before != null && STAYS.contains(asked) ? before.operation() : asked;
  }

  private void put(Thing thing) {
    all.put(key(thing.name(), thing.members()), thing);
    if (all.size() > MOST) {
      all.remove(all.keySet().iterator().next());
    }
  }

  /** Whether there is something that the operation can be asked of. */
  boolean isApt(String asked) {
    String name = name(asked);
    return name == null || asked.matches(MAKES) || all.values().stream().anyMatch(fit(asked, name));
  }

  boolean isLinked(String address) {
    Thing wallet = all.get("address " + address);
    return wallet != null && wallet.operation().equals("linkWallet");
  }

  /**
   * What the operation can be asked of, when a member of that name is the first to be asked for.
   */
  List<Map<String, String>> askable(String asked, String member) {
    String own = asked.matches(MAKES) ? null : name(asked);
    return all.values().stream()
        .filter(fit(asked, own == null ? member : own))
        .map(Thing::members)
        .toList();
  }

  private Predicate<Thing> fit(String asked, String name) {
    Set<String> after = AFTER.get(asked);
    String needed = NEEDS.getOrDefault(asked, name);
    return thing ->
        (after == null
                ? thing.name().equals(name)
                    && thing.members().containsKey(needed)
                    && !ENDS.contains(thing.operation())
                : after.contains(thing.operation()))
            && (!asked.equals("retireModel") || isOfMainnet(thing))
            && ownersAct(thing);
  }

  // A network whose models are retired can hardly be given another configuration by chance.
  private static boolean isOfMainnet(Thing thing) {
    return thing.members().getOrDefault("network", "").toLowerCase(Locale.ROOT).endsWith("mainnet");
  }

  private boolean ownersAct(Thing thing) {
    return Stream.of("namespaceId", "accountId")
        .filter(name -> !name.equals(thing.name()))
        .map(name -> all.get(key(name, thing.members())))
        .allMatch(
            owner -> owner == null || (!ENDS.contains(owner.operation()) && ownersAct(owner)));
  }

  private static @Nullable String name(String asked) {
    return NAMES.get(asked.replaceFirst(".*(?=[A-Z])", ""));
  }

  private static String key(String name, Map<String, String> members) {
    return name + " " + members.get(name);
  }
}
