package com.resultity.grpc.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
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
import java.util.ArrayList;
import java.util.List;

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
    return new Terms(
        models,
        new JobLimits(
            in.duration("terms.limits.max_ttl", limits.hasMaxTtl(), limits.getMaxTtl()),
            limits.getMaxAttempts()));
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
        com.resultity.grpc.network.v1.Terms.newBuilder()
            .setLimits(
                com.resultity.grpc.network.v1.JobLimits.newBuilder()
                    .setMaxTtl(Render.duration(terms.limits().maxTtl()))
                    .setMaxAttempts(terms.limits().maxAttempts()));
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
}
