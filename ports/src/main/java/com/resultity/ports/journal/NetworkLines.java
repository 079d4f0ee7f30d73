package com.resultity.ports.journal;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Network records as fields, and configurations as documents of the same shape. */
public final class NetworkLines {
  private NetworkLines() {}

  static String write(JsonWriter out, NetworkRecord record) {
    return switch (record) {
      case ConfigurationPublished r -> {
        write(out, r.configuration());
        yield "configuration_published";
      }
    };
  }

  static NetworkRecord read(String kind, Fields in) {
    if (!kind.equals("configuration_published")) {
      throw new IllegalArgumentException("unknown kind " + kind);
    }
    return new ConfigurationPublished(read(in));
  }

  /** A configuration as one line of canonical JSON. */
  public static byte[] encode(Configuration configuration) {
    JsonWriter out = new JsonWriter();
    out.object();
    write(out, configuration);
    out.end();
    return out.bytes();
  }

  public static Configuration decode(byte[] document) {
    return read(Fields.parse(document));
  }

  private static void write(JsonWriter out, Configuration configuration) {
    out.field("network", configuration.network().code());
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
      out.field("inputPrice", model.tariff().inputPrice());
      out.field("maxTokens", model.maxTokens());
      out.field("name", model.name());
      out.field("outputPrice", model.tariff().outputPrice());
      out.field("requestPrice", model.tariff().requestPrice());
      out.field("version", model.version());
      out.end();
    }
    out.endArray();
    if (!terms.multipliers().equals(Multipliers.NONE)) {
      writeMultipliers(out, terms.multipliers());
    }
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
    List<Model> models =
        in.objects("models").stream()
            .map(model ->
                new Model(
                    model.text("name"),
                    model.text("version"),
                    new Tariff(
                        model.big("requestPrice"),
                        model.big("inputPrice"),
                        model.big("outputPrice")),
                    model.big("maxTokens")))
            .toList();
    return new Terms(
        models,
        new JobLimits(limits.duration("maxTtl"), JobLines.retry(limits)),
        in.has("multipliers") ? readMultipliers(in.object("multipliers")) : Multipliers.NONE);
  }
}
