package com.resultity.grpc.network;

import com.google.protobuf.Duration;
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
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.network.ConfigurationVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes what a configuration says. */
final class NetworkMessages {
  private static final int MAX_NAME = 100;

  private NetworkMessages() {}

  static Terms terms(Input in, com.resultity.grpc.network.v1.Terms terms) {
    in.require(terms.hasLimits(), "terms.limits");
    var limits = terms.getLimits();
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < terms.getModelsCount(); i++) {
      models.add(model(in, "terms.models[" + i + "].", terms.getModels(i)));
    }
    java.time.Duration maxTtl =
        in.duration("terms.limits.max_ttl", limits.hasMaxTtl(), limits.getMaxTtl());
    return new Terms(
        models,
        new JobLimits(maxTtl, retry(in, limits)),
        new Multipliers(
            percents(in, "modes", Mode.class, terms.getMultipliers().getModesMap()),
            percents(in, "priorities", Priority.class, terms.getMultipliers().getPrioritiesMap())),
        new Runtimes(new TreeMap<>(terms.getRuntimesMap())),
        participation(in, terms.getParticipation()));
  }

  private static RetryPolicy retry(Input in, com.resultity.grpc.network.v1.JobLimits limits) {
    return new RetryPolicy(
        limits.getMaxAttempts(),
        limits.hasAttemptTimeout()
            ? in.duration("terms.limits.attempt_timeout", true, limits.getAttemptTimeout())
            : null,
        in.duration("terms.limits.back_off", true, limits.getBackOff()));
  }

  private static <E extends Enum<E>> Map<E, Integer> percents(
      Input in, String name, Class<E> type, Map<String, Integer> asked) {
    Map<E, Integer> percents = new EnumMap<>(type);
    asked.forEach((code, percent) -> {
      E key =
          Stream.of(type.getEnumConstants())
              .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(code))
              .findFirst()
              .orElse(null);
      if (key == null) {
        in.reject("terms.multipliers." + name, "does not know '" + code + "'");
      } else {
        percents.put(key, percent);
      }
    });
    return percents;
  }

  private static Participation participation(
      Input in, com.resultity.grpc.network.v1.Participation asked) {
    Participation absent = Participation.DEFAULT;
    return new Participation(
        asked.hasOpen() ? asked.getOpen() : absent.open(),
        asked.hasMinimumTrust() ? asked.getMinimumTrust() : absent.minimumTrust(),
        asked.hasPenaltyLimit() ? asked.getPenaltyLimit() : absent.penaltyLimit(),
        duration(in, "exclusion", asked.hasExclusion(), asked.getExclusion(), absent.exclusion()),
        duration(
            in,
            "heartbeat_interval",
            asked.hasHeartbeatInterval(),
            asked.getHeartbeatInterval(),
            absent.heartbeatInterval()),
        duration(
            in,
            "message_window",
            asked.hasMessageWindow(),
            asked.getMessageWindow(),
            absent.messageWindow()));
  }

  private static java.time.Duration duration(
      Input in, String name, boolean present, Duration asked, java.time.Duration absent) {
    return present ? in.duration("terms.participation." + name, true, asked) : absent;
  }

  static Model model(Input in, String path, com.resultity.grpc.network.v1.Model model) {
    in.require(model.hasTariff(), path + "tariff");
    var tariff = model.getTariff();
    return new Model(
        name(in, path + "name", model.getName()),
        name(in, path + "version", model.getVersion()),
        new Tariff(tariff.getRequestPrice(), tariff.getInputPrice(), tariff.getOutputPrice()),
        model.getMaxTokens(),
        in.known(path + "status", status(model.getStatus()), ModelStatus.APPROVED),
        model.hasContentHash() ? in.digest(path + "content_hash", model.getContentHash()) : null,
        new Compatibility(
            model.getCompatibility().getRuntimesList(), model.getCompatibility().getMinVramMib()),
        in.timeOrNull(path + "retires_at", model.hasRetiresAt(), model.getRetiresAt()));
  }

  static String name(Input in, String field, String text) {
    return in.text(field, text, MAX_NAME);
  }

  /** Null when it is none that is known. */
  static @Nullable ModelStatus status(com.resultity.grpc.network.v1.ModelStatus status) {
    return switch (status) {
      case MODEL_STATUS_PROPOSED -> ModelStatus.PROPOSED;
      case MODEL_STATUS_UNSPECIFIED, MODEL_STATUS_APPROVED -> ModelStatus.APPROVED;
      case MODEL_STATUS_DEPRECATED -> ModelStatus.DEPRECATED;
      case MODEL_STATUS_RETIRED -> ModelStatus.RETIRED;
      case UNRECOGNIZED -> null;
    };
  }

  private static com.resultity.grpc.network.v1.ModelStatus status(ModelStatus status) {
    return switch (status) {
      case PROPOSED -> com.resultity.grpc.network.v1.ModelStatus.MODEL_STATUS_PROPOSED;
      case APPROVED -> com.resultity.grpc.network.v1.ModelStatus.MODEL_STATUS_APPROVED;
      case DEPRECATED -> com.resultity.grpc.network.v1.ModelStatus.MODEL_STATUS_DEPRECATED;
      case RETIRED -> com.resultity.grpc.network.v1.ModelStatus.MODEL_STATUS_RETIRED;
    };
  }

  static com.resultity.grpc.network.v1.Configuration configuration(Configuration configuration) {
    Terms terms = configuration.terms();
    var message =
        com.resultity.grpc.network.v1.Terms.newBuilder()
            .setLimits(limits(terms.limits()))
            .putAllRuntimes(terms.runtimes().minimums());
    if (!terms.multipliers().equals(Multipliers.NONE)) {
      message.setMultipliers(
          com.resultity.grpc.network.v1.Multipliers.newBuilder()
              .putAllModes(codes(terms.multipliers().modes()))
              .putAllPriorities(codes(terms.multipliers().priorities())));
    }
    if (!terms.participation().equals(Participation.DEFAULT)) {
      message.setParticipation(participation(terms.participation()));
    }
    terms.models().forEach(model -> message.addModels(model(model)));
    return com.resultity.grpc.network.v1.Configuration.newBuilder()
        .setNetwork(Render.network(configuration.network()))
        .setVersion(configuration.version())
        .setTerms(message)
        .setDigest(NetworkLines.digest(configuration).hex())
        .build();
  }

  private static Map<String, Integer> codes(Map<? extends Enum<?>, Integer> percents) {
    Map<String, Integer> codes = new TreeMap<>();
    percents.forEach((key, percent) -> codes.put(key.name().toLowerCase(Locale.ROOT), percent));
    return codes;
  }

  private static com.resultity.grpc.network.v1.Participation participation(
      Participation participation) {
    return com.resultity.grpc.network.v1.Participation.newBuilder()
        .setOpen(participation.open())
        .setMinimumTrust(participation.minimumTrust())
        .setPenaltyLimit(participation.penaltyLimit())
        .setExclusion(Render.duration(participation.exclusion()))
        .setHeartbeatInterval(Render.duration(participation.heartbeatInterval()))
        .setMessageWindow(Render.duration(participation.messageWindow()))
        .build();
  }

  static com.resultity.grpc.network.v1.Model model(Model model) {
    var message =
        com.resultity.grpc.network.v1.Model.newBuilder()
            .setName(model.name())
            .setVersion(model.version())
            .setTariff(Render.tariff(model.tariff()))
            .setMaxTokens(model.maxTokens())
            .setStatus(status(model.status()));
    if (model.contentHash() != null) {
      message.setContentHash(model.contentHash().hex());
    }
    if (!model.compatibility().equals(Compatibility.ANY)) {
      message.setCompatibility(
          com.resultity.grpc.network.v1.Compatibility.newBuilder()
              .addAllRuntimes(model.compatibility().runtimes())
              .setMinVramMib(model.compatibility().minVramMib()));
    }
    if (model.retiresAt() != null) {
      message.setRetiresAt(Render.time(model.retiresAt()));
    }
    return message.build();
  }

  private static com.resultity.grpc.network.v1.JobLimits limits(JobLimits limits) {
    RetryPolicy retry = limits.retry();
    var message =
        com.resultity.grpc.network.v1.JobLimits.newBuilder()
            .setMaxTtl(Render.duration(limits.maxTtl()))
            .setMaxAttempts(retry.maxAttempts());
    if (retry.attemptTimeout() != null) {
      message.setAttemptTimeout(Render.duration(retry.attemptTimeout()));
    }
    if (!retry.backOff().isZero()) {
      message.setBackOff(Render.duration(retry.backOff()));
    }
    return message.build();
  }

  static com.resultity.grpc.network.v1.ConfigurationVersion version(ConfigurationVersion version) {
    var message =
        com.resultity.grpc.network.v1.ConfigurationVersion.newBuilder()
            .setVersion(version.version())
            .setDigest(version.digest().hex());
    if (version.publishedAt() != null) {
      message.setPublishedAt(Render.time(version.publishedAt()));
    }
    if (version.principal() != null) {
      message.setPrincipal(version.principal());
    }
    if (version.reason() != null) {
      message.setReason(version.reason());
    }
    if (version.restores() != null) {
      message.setRestores(version.restores());
    }
    return message.build();
  }
}
