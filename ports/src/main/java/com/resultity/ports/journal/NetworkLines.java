package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Network records as fields, and configurations as documents of the same shape. */
public final class NetworkLines {
  private NetworkLines() {}

  static String write(JsonWriter out, NetworkRecord record) {
    return switch (record) {
      case ConfigurationPublished r -> {
        write(out, r.configuration(), r.restores());
        yield "configuration_published";
      }
    };
  }

  static NetworkRecord read(String kind, Fields in) {
    if (!kind.equals("configuration_published")) {
      throw new IllegalArgumentException("unknown kind " + kind);
    }
    return new ConfigurationPublished(read(in), in.orNull("restores", in::big));
  }

  /** A configuration as one line of canonical JSON. */
  public static byte[] encode(Configuration configuration) {
    JsonWriter out = new JsonWriter();
    out.object();
    write(out, configuration, null);
    out.end();
    return out.bytes();
  }

  /** SHA-256 of a configuration's canonical JSON. */
  public static Digest digest(Configuration configuration) {
    return Digest.of(Sha256.of(encode(configuration)));
  }

  public static Configuration decode(byte[] document) {
    return read(Fields.parse(document));
  }

  private static void write(JsonWriter out, Configuration configuration, @Nullable Long restores) {
    out.field("network", configuration.network().code());
    if (restores != null) {
      out.field("restores", restores.longValue());
    }
    out.object("terms");
    writeTerms(out, configuration.terms());
    out.end();
    out.field("version", configuration.version());
  }

  private static Configuration read(Fields in) {
    Network network = Network.valueOf(in.text("network").toUpperCase(Locale.ROOT));
    return new Configuration(network, in.big("version"), readTerms(in.object("terms")));
  }

  private static void writeTerms(JsonWriter out, Terms terms) {
    writeLimits(out, terms.limits());
    out.array("models");
    for (Model model : terms.models()) {
      out.object();
      if (!model.compatibility().equals(Compatibility.ANY)) {
        writeCompatibility(out, model.compatibility());
      }
      out.field("contentHash", model.contentHash());
      out.field("inputPrice", model.tariff().inputPrice());
      out.field("maxTokens", model.maxTokens());
      out.field("name", model.name());
      out.field("outputPrice", model.tariff().outputPrice());
      out.field("requestPrice", model.tariff().requestPrice());
      out.field("retiresAt", model.retiresAt());
      if (model.status() != ModelStatus.APPROVED) {
        out.field("status", model.status().code());
      }
      out.field("version", model.version());
      out.end();
    }
    out.endArray();
    if (!terms.multipliers().equals(Multipliers.NONE)) {
      writeMultipliers(out, terms.multipliers());
    }
    if (!terms.participation().equals(Participation.DEFAULT)) {
      writeParticipation(out, terms.participation());
    }
    if (!terms.runtimes().equals(Runtimes.ANY)) {
      out.object("runtimes");
      terms.runtimes().minimums().forEach(out::field);
      out.end();
    }
  }

  private static void writeCompatibility(JsonWriter out, Compatibility compatibility) {
    out.object("compatibility");
    if (compatibility.minVramMib() != 0) {
      out.field("minVramMib", compatibility.minVramMib());
    }
    if (!compatibility.runtimes().isEmpty()) {
      out.array("runtimes");
      compatibility.runtimes().forEach(out::element);
      out.endArray();
    }
    out.end();
  }

  // All of it, so that it says the same even should the defaults change.
  private static void writeParticipation(JsonWriter out, Participation participation) {
    out.object("participation");
    out.field("exclusion", participation.exclusion());
    out.field("heartbeatInterval", participation.heartbeatInterval());
    out.field("messageWindow", participation.messageWindow());
    out.field("minimumTrust", participation.minimumTrust());
    out.field("open", participation.open());
    out.field("penaltyLimit", participation.penaltyLimit());
    out.end();
  }

  private static void writeLimits(JsonWriter out, JobLimits limits) {
    RetryPolicy retry = limits.retry();
    out.object("limits");
    if (retry.attemptTimeout() != null) {
      out.field("attemptTimeout", retry.attemptTimeout().toString());
    }
    if (!retry.backOff().isZero()) {
      out.field("backOff", retry.backOff().toString());
    }
    out.field("maxAttempts", retry.maxAttempts());
    out.field("maxTtl", limits.maxTtl().toString());
    out.end();
  }

  // Names in the order of the alphabet, as canonical JSON has them.
  private static void writeMultipliers(JsonWriter out, Multipliers multipliers) {
    Map<String, Integer> modes = new TreeMap<>();
    multipliers.modes().forEach((mode, percent) -> modes.put(mode.code(), percent));
    Map<String, Integer> priorities = new TreeMap<>();
    multipliers
        .priorities()
        .forEach((priority, percent) -> priorities.put(priority.code(), percent));
    out.object("multipliers");
    writePercents(out, "modes", modes);
    writePercents(out, "priorities", priorities);
    out.end();
  }

  private static void writePercents(JsonWriter out, String name, Map<String, Integer> percents) {
    out.object(name);
    percents.forEach((code, percent) -> out.field(code, percent.intValue()));
    out.end();
  }

  private static Multipliers readMultipliers(Fields in) {
    return new Multipliers(
        percents(in.object("modes"), Mode.values(), Mode::code),
        percents(in.object("priorities"), Priority.values(), Priority::code));
  }

  private static <E> Map<E, Integer> percents(Fields in, E[] all, Function<E, String> code) {
    Map<E, Integer> percents = new HashMap<>();
    for (E one : all) {
      if (in.has(code.apply(one))) {
        percents.put(one, in.number(code.apply(one)));
      }
    }
    return percents;
  }

  private static Terms readTerms(Fields in) {
    Fields limits = in.object("limits");
    return new Terms(
        in.objects("models").stream().map(NetworkLines::readModel).toList(),
        new JobLimits(limits.duration("maxTtl"), JobLines.retry(limits)),
        in.has("multipliers") ? readMultipliers(in.object("multipliers")) : Multipliers.NONE,
        in.has("runtimes") ? readRuntimes(in.object("runtimes")) : Runtimes.ANY,
        in.has("participation")
            ? readParticipation(in.object("participation"))
            : Participation.DEFAULT);
  }

  private static Model readModel(Fields in) {
    return new Model(
        in.text("name"),
        in.text("version"),
        new Tariff(in.big("requestPrice"), in.big("inputPrice"), in.big("outputPrice")),
        in.big("maxTokens"),
        in.has("status")
            ? ModelStatus.valueOf(in.text("status").toUpperCase(Locale.ROOT))
            : ModelStatus.APPROVED,
        in.orNull("contentHash", name -> new Digest(in.text(name))),
        in.has("compatibility") ? readCompatibility(in.object("compatibility")) : Compatibility.ANY,
        in.orNull("retiresAt", in::time));
  }

  private static Compatibility readCompatibility(Fields in) {
    return new Compatibility(
        in.has("runtimes") ? in.texts("runtimes") : List.of(),
        in.has("minVramMib") ? in.number("minVramMib") : 0);
  }

  private static Runtimes readRuntimes(Fields in) {
    SortedMap<String, String> minimums = new TreeMap<>();
    in.names().forEach(name -> minimums.put(name, in.text(name)));
    return new Runtimes(minimums);
  }

  private static Participation readParticipation(Fields in) {
    return new Participation(
        in.flag("open"),
        in.number("minimumTrust"),
        in.number("penaltyLimit"),
        in.duration("exclusion"),
        in.duration("heartbeatInterval"),
        in.duration("messageWindow"));
  }
}
