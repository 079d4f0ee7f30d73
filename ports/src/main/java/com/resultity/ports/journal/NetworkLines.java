package com.resultity.ports.journal;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import java.util.List;
import java.util.Locale;

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
    out.object("limits");
    out.field("maxAttempts", terms.limits().maxAttempts());
    out.field("maxTtl", terms.limits().maxTtl().toString());
    out.end();
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
        models, new JobLimits(limits.duration("maxTtl"), limits.number("maxAttempts")));
  }
}
