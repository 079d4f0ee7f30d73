package com.resultity.http.network;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.http.Body;
import com.resultity.http.Json;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.network.ConfigurationBundle;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes what a configuration says. */
public final class ConfigurationJson {
  private ConfigurationJson() {}

  static Terms terms(Body body) {
    return new Terms(
        body.objects("models").stream().map(ConfigurationJson::model).toList(),
        limits(body.object("limits")),
        multipliers(body.object("multipliers")),
        new Runtimes(new TreeMap<>(body.textsByName("runtimes"))),
        participation(body.object("participation")));
  }

  static Model model(Body body) {
    Body compatibility = body.object("compatibility");
    return new Model(
        body.text("name"),
        body.text("version"),
        new Tariff(body.big("requestPrice"), body.big("inputPrice"), body.big("outputPrice")),
        body.big("maxTokens"),
        body.code("status", ModelStatus.APPROVED),
        body.orNull("contentHash", name -> new Digest(body.text(name))),
        new Compatibility(compatibility.texts("runtimes"), compatibility.number("minVramMib")),
        body.orNull("retiresAt", body::time));
  }

  private static JobLimits limits(Body body) {
    return new JobLimits(
        body.duration("maxTtl"),
        new RetryPolicy(
            body.number("maxAttempts"),
            body.orNull("attemptTimeout", body::duration),
            duration(body, "backOff", Duration.ZERO)));
  }

  private static Multipliers multipliers(Body body) {
    return new Multipliers(
        body.numbers("modes", Mode.class), body.numbers("priorities", Priority.class));
  }

  private static Participation participation(Body body) {
    Participation absent = Participation.DEFAULT;
    return new Participation(
        body.has("open") ? body.flag("open") : absent.open(),
        body.has("minimumTrust") ? body.number("minimumTrust") : absent.minimumTrust(),
        body.has("penaltyLimit") ? body.number("penaltyLimit") : absent.penaltyLimit(),
        duration(body, "exclusion", absent.exclusion()),
        duration(body, "heartbeatInterval", absent.heartbeatInterval()),
        duration(body, "messageWindow", absent.messageWindow()));
  }

  private static Duration duration(Body body, String name, Duration absent) {
    return body.has(name) ? body.duration(name) : absent;
  }

  static Json write(Configuration configuration) {
    Terms terms = configuration.terms();
    Json out = new Json().object();
    out.field("network", configuration.network().code());
    out.field("version", configuration.version());
    out.field("digest", NetworkLines.digest(configuration).hex());
    out.array("models");
    terms.models().forEach(model -> write(out.object(), model));
    out.endArray();
    write(out, terms.limits());
    write(out, terms.multipliers());
    write(out, terms.runtimes());
    write(out, terms.participation());
    return out.end();
  }

  /** The fields of an object that has begun, and its end. */
  static void write(Json out, Model model) {
    out.field("name", model.name());
    out.field("version", model.version());
    out.field("status", model.status().code());
    out.field("requestPrice", model.tariff().requestPrice());
    out.field("inputPrice", model.tariff().inputPrice());
    out.field("outputPrice", model.tariff().outputPrice());
    out.field("maxTokens", model.maxTokens());
    out.field("contentHash", model.contentHash() == null ? null : model.contentHash().hex());
    if (!model.compatibility().equals(Compatibility.ANY)) {
      write(out, model.compatibility());
    }
    out.field("retiresAt", model.retiresAt());
    out.end();
  }

  private static void write(Json out, Compatibility compatibility) {
    out.object("compatibility");
    if (!compatibility.runtimes().isEmpty()) {
      out.array("runtimes");
      compatibility.runtimes().forEach(out::element);
      out.endArray();
    }
    if (compatibility.minVramMib() > 0) {
      out.field("minVramMib", compatibility.minVramMib());
    }
    out.end();
  }

  private static void write(Json out, JobLimits limits) {
    RetryPolicy retry = limits.retry();
    out.object("limits");
    out.field("maxTtl", limits.maxTtl());
    out.field("maxAttempts", retry.maxAttempts());
    out.field("attemptTimeout", retry.attemptTimeout());
    out.field("backOff", retry.backOff().isZero() ? null : retry.backOff());
    out.end();
  }

  private static void write(Json out, Multipliers multipliers) {
    if (!multipliers.equals(Multipliers.NONE)) {
      out.object("multipliers");
      percents(out, "modes", multipliers.modes());
      percents(out, "priorities", multipliers.priorities());
      out.end();
    }
  }

  private static <E extends Enum<E>> void percents(
      Json out, String name, Map<E, Integer> percents) {
    if (percents.isEmpty()) {
      return;
    }
    out.object(name);
    new TreeMap<>(percents)
        .forEach(
            (of, percent) -> out.field(of.name().toLowerCase(Locale.ROOT), percent.intValue()));
    out.end();
  }

  private static void write(Json out, Runtimes runtimes) {
    if (!runtimes.equals(Runtimes.ANY)) {
      out.object("runtimes");
      runtimes.minimums().forEach(out::field);
      out.end();
    }
  }

  private static void write(Json out, Participation participation) {
    if (!participation.equals(Participation.DEFAULT)) {
      out.object("participation");
      out.field("open", participation.open());
      out.field("minimumTrust", participation.minimumTrust());
      out.field("penaltyLimit", participation.penaltyLimit());
      out.field("exclusion", participation.exclusion());
      out.field("heartbeatInterval", participation.heartbeatInterval());
      out.field("messageWindow", participation.messageWindow());
      out.end();
    }
  }

  /** Writes the members of a bundle. */
  public static void write(Json out, ConfigurationBundle bundle) {
    out.field("network", bundle.configuration().network().code());
    out.field("version", bundle.configuration().version());
    out.field("digest", bundle.digest().hex());
    out.field("document", Buffer.buffer(bundle.document()));
    out.field("note", bundle.note());
  }
}
