package com.resultity.grpc.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.network.v1.GetConfigurationRequest;
import com.resultity.grpc.network.v1.GetConfigurationResponse;
import com.resultity.grpc.network.v1.NetworkProto;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.network.ConfigurationReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The methods of {@code resultity.network.v1.Network}. */
public final class NetworkMethods {
  private static final int MAX_NAME = 200;

  private final ConfigurationReader configurations;

  public NetworkMethods(ConfigurationReader configurations) {
    this.configurations = configurations;
  }

  public Area area() {
    return new Area(
        NetworkProto.getDescriptor().findServiceByName("Network"),
        List.of(
            new Unary<>(
                Operation.GET_CONFIGURATION,
                GetConfigurationRequest.parser(),
                this::getConfiguration),
            new Unary<>(
                Operation.PUBLISH_CONFIGURATION,
                PublishConfigurationRequest.parser(),
                this::publishConfiguration)),
        List.of());
  }

  private Ask<GetConfigurationResponse> getConfiguration(GetConfigurationRequest request) {
    Input in = new Input();
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    in.check();
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            configurations
                .findCurrent(network)
                .map(found ->
                    GetConfigurationResponse.newBuilder()
                        .setConfiguration(
                            configuration(
                                found.orElseThrow(
                                    () -> new Fault(ErrorCode.NETWORK_NOT_CONFIGURED))))
                        .build()));
  }

  private Ask<PublishConfigurationResponse> publishConfiguration(
      PublishConfigurationRequest request) {
    Input in = new Input();
    Network network =
        in.known("network", Render.networkOrNull(request.getNetwork()), Network.TESTNET);
    in.require(request.hasTerms(), "terms");
    Terms terms = terms(in, request.getTerms());
    in.check();
    return new Ask.Change<>(
        new Target.Everything(),
        new NetworkCommand.PublishConfiguration(network, terms),
        NetworkMethods::published);
  }

  private static Terms terms(Input in, com.resultity.grpc.network.v1.Terms terms) {
    in.require(terms.hasLimits(), "terms.limits");
    var limits = terms.getLimits();
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < terms.getModelsCount(); i++) {
      models.add(model(in, "terms.models[" + i + "].", terms.getModels(i)));
    }
    Duration maxTtl = in.duration("terms.limits.max_ttl", limits.hasMaxTtl(), limits.getMaxTtl());
    return new Terms(
        models,
        new JobLimits(maxTtl, retry(in, limits)),
        new Multipliers(
            percents(in, "modes", Mode.class, terms.getMultipliers().getModesMap()),
            percents(in, "priorities", Priority.class, terms.getMultipliers().getPrioritiesMap())));
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

  private static Map<String, Integer> codes(Map<? extends Enum<?>, Integer> percents) {
    Map<String, Integer> codes = new TreeMap<>();
    percents.forEach((key, percent) -> codes.put(key.name().toLowerCase(Locale.ROOT), percent));
    return codes;
  }

  private static Model model(Input in, String path, com.resultity.grpc.network.v1.Model model) {
    in.require(model.hasTariff(), path + "tariff");
    var tariff = model.getTariff();
    return new Model(
        in.text(path + "name", model.getName(), MAX_NAME),
        in.text(path + "version", model.getVersion(), MAX_NAME),
        new Tariff(tariff.getRequestPrice(), tariff.getInputPrice(), tariff.getOutputPrice()),
        model.getMaxTokens());
  }

  private static PublishConfigurationResponse published(Done done) {
    Configuration configuration = done.get(ConfigurationPublished.class).configuration();
    return PublishConfigurationResponse.newBuilder()
        .setNetwork(Render.network(configuration.network()))
        .setVersion(configuration.version())
        .setPublishedAt(Render.time(done.records().getFirst().at()))
        .build();
  }

  private static com.resultity.grpc.network.v1.Configuration configuration(
      Configuration configuration) {
    Terms terms = configuration.terms();
    var message =
        com.resultity.grpc.network.v1.Terms.newBuilder().setLimits(limits(terms.limits()));
    if (!terms.multipliers().equals(Multipliers.NONE)) {
      message.setMultipliers(
          com.resultity.grpc.network.v1.Multipliers.newBuilder()
              .putAllModes(codes(terms.multipliers().modes()))
              .putAllPriorities(codes(terms.multipliers().priorities())));
    }
    for (Model model : terms.models()) {
      message.addModels(
          com.resultity.grpc.network.v1.Model.newBuilder()
              .setName(model.name())
              .setVersion(model.version())
              .setTariff(Render.tariff(model.tariff()))
              .setMaxTokens(model.maxTokens()));
    }
    return com.resultity.grpc.network.v1.Configuration.newBuilder()
        .setNetwork(Render.network(configuration.network()))
        .setVersion(configuration.version())
        .setTerms(message)
        .build();
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
}
