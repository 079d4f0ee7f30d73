package com.resultity.app.fuzz;

import static java.util.Map.entry;

import com.resultity.app.ethereum.TestWallet;
import com.resultity.domain.journal.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What answers have told: ids of what there is, and things. A request is about one thing, so that
 * what it says fits together.
 */
final class Known {
  private static final int MOST = 200;
  private static final Pattern NAMED =
      Pattern.compile("\"(account|namespace|hold|job|grant|key|penalty)Id\":\"([0-9a-f-]{36})\"");

  // What is taken of a thing beside ids.
  private static final Map<String, Set<String>> TAKEN =
      Map.ofEntries(
          entry("settleHold", Set.of("amount")),
          entry("completeJob", Set.of("nodeId", "attempt")),
          entry("failJob", Set.of("nodeId", "attempt")),
          entry("findAccount", Set.of("email")),
          entry("openAccount", Set.of("message", "signature")),
          entry("linkWallet", Set.of("message", "signature")),
          entry("unlinkWallet", Set.of("address")),
          entry("verifyKey", Set.of("secret")),
          entry("approveModel", Set.of("network", "name", "version")),
          entry("deprecateModel", Set.of("network", "name", "version")),
          entry("retireModel", Set.of("network", "name", "version")));

  private static final List<String> MODELS = List.of("llama", "qwen", "phi", "gemma", "mixtral");
  private static final List<TestWallet> WALLETS =
      IntStream.rangeClosed(1, 100).mapToObj(TestWallet::new).toList();

  private final Map<String, List<String>> ids = new HashMap<>();
  private final Things things = new Things();
  private final Chance chance;
  private String operation = "";
  private Map<String, String> about = Map.of();
  private Map<String, String> said = new HashMap<>();
  private int models;

  Known(Chance chance) {
    this.chance = chance;
  }

  /** Begins a request of an operation, or a part of one. */
  void begin(String asked) {
    operation = asked;
    about = Map.of();
    said = new HashMap<>();
    models = 0;
  }

  String operation() {
    return operation;
  }

  /** Whether there is something that the operation can be asked of. */
  boolean isApt(String asked) {
    return things.isApt(asked);
  }

  /** What the request has said so far, by names. */
  Map<String, String> said() {
    return said;
  }

  void say(String name, String value) {
    said.put(name, value);
  }

  /** Takes the ids that an answer in JSON tells. */
  void note(String json) {
    Matcher matcher = NAMED.matcher(json);
    while (matcher.find()) {
      note(matcher.group(1), matcher.group(2));
    }
  }

  private void note(String kind, String id) {
    List<String> known = ids.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (known.size() < MOST) {
      known.add(id);
    } else {
      known.set(chance.below(MOST), id);
    }
  }

  /** Takes what a command that was accepted has told, beside what it had said. */
  void learn(String asked, Map<String, String> saying, Map<String, String> told) {
    Map<String, String> signing = new HashMap<>(told);
    String message = told.get("message");
    if (message != null) {
      WALLETS.stream()
          .filter(wallet -> wallet.address().equals(saying.get("address")))
          .forEach(wallet -> signing.put("signature", wallet.sign(message)));
    }
    things.learn(asked, saying, signing);
  }

  /** A value that fits what the request is about; empty where any other does, or none. */
  Optional<String> fitting(String name) {
    boolean id = name.endsWith("Id") && !name.equals("nodeId");
    boolean taken = id || TAKEN.getOrDefault(operation, Set.of()).contains(name);
    if (!taken || chance.slip(6)) {
      return Optional.empty();
    }
    if (about.isEmpty()) {
      about = pick(things.askable(operation, name));
    }
    return Optional.ofNullable(about.get(name)).or(() -> beside(name));
  }

  // Something else, of what the request is about if there is such.
  private Optional<String> beside(String name) {
    String own = name.equals("referrerId") ? "accountId" : name;
    List<Map<String, String>> several =
        things.askable("", own).stream()
            .filter(thing ->
                !own.equals("keyId")
                    || Objects.equals(thing.get("namespaceId"), about.get("namespaceId")))
            .toList();
    return Optional.ofNullable(pick(several).get(own));
  }

  // What is newest is most likely still as it was told.
  private Map<String, String> pick(List<Map<String, String>> several) {
    int size = several.size();
    return size == 0
        ? Map.of()
        : several.get(size - 1 - chance.below(chance.once(2) ? Math.min(size, 5) : size));
  }

  /** An id for a member or field of a name such as {@code jobId}; mostly one that there is. */
  String id(String name) {
    return fitting(name).orElseGet(() -> anyId(name));
  }

  private String anyId(String name) {
    String kind = name.toLowerCase(Locale.ROOT).replaceFirst("id$", "");
    List<String> fitting = ids.getOrDefault(kind, List.of());
    if (!fitting.isEmpty() && !chance.slip(8)) {
      return chance.of(fitting);
    }
    if (chance.once(2)) {
      return Ids.of(Instant.now(), chance.below(Ids.MAX_SLOT + 1), chance.bits()).toString();
    }
    return chance.of(ids.values().stream().flatMap(List::stream).toList());
  }

  String node() {
    if (operation.matches(".*(Node|Penalty|Ban)") && !chance.slip(6)) {
      return chance.of(Registration.NODES).address();
    }
    return fitting("nodeId")
        .orElseGet(
            () -> chance.once(8) ? "0x" + chance.hex(40) : "0x" + "0".repeat(39) + chance.below(4));
  }

  /** A network in lower case. */
  String network() {
    return fitting("network")
        .map(network -> network.toLowerCase(Locale.ROOT).replaceFirst(".*_", ""))
        .orElseGet(() -> chance.once(6) ? "mainnet" : "testnet");
  }

  /** A version of a configuration. */
  String version() {
    return Integer.toString(1 + chance.below(4));
  }

  /** Whether it is a published model's status: what is on offer stays so, or no job is taken. */
  boolean offers(String name) {
    return operation.equals("publishConfiguration") && name.equals("status");
  }

  /** A model on offer; each is named once. */
  String model() {
    String model = MODELS.get(Math.min(models, MODELS.size() - 1));
    models++;
    return model;
  }

  /** The address of a wallet; of one that is linked to nothing where the rules are kept. */
  String wallet() {
    return fitting("address").orElseGet(this::anyWallet);
  }

  private String anyWallet() {
    List<String> all = WALLETS.stream().map(TestWallet::address).toList();
    List<String> free = all.stream().filter(address -> !things.isLinked(address)).toList();
    return chance.of(chance.calm() && !free.isEmpty() ? free : all);
  }

  /** A number of a name: what is given is more than what is asked for. */
  long number(String name) {
    if (name.equals("chainId")) {
      return 1;
    }
    return switch (operation + " " + name) {
      case "grantCredit amount" -> 1_000_000 * chance.small();
      case "publishConfiguration maxTokens" -> 100_000 + chance.small();
      case "publishConfiguration requestPrice",
          "publishConfiguration inputPrice",
          "publishConfiguration outputPrice" ->
          chance.below(1_000);
      case "rollBackConfiguration toVersion",
          "compareConfigurations from",
          "compareConfigurations to",
          "compareConfigurations fromVersion",
          "compareConfigurations toVersion",
          "getConfigurationVersion version" ->
          Long.parseLong(version());
      case "submitJob amount" -> 1;
      case "submitJob maxTokens", "submitBlindJob maxTokens" -> 1L + chance.below(10_000);
      default -> chance.small();
    };
  }

  /** How many seconds from now on a time is. */
  long soon() {
    return 60L + chance.below(7_200) + (operation.equals("extendHold") ? 7_200 : 0);
  }

  /** How many seconds a duration of a name is. */
  long seconds(String name) {
    return switch (name) {
      case "maxTtl" -> 86_400;
      case "backOff" -> chance.below(2);
      default -> 60L + chance.below(600);
    };
  }
}
