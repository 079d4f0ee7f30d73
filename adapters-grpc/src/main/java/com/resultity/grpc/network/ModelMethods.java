package com.resultity.grpc.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.RetireModel;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.network.v1.ApproveModelRequest;
import com.resultity.grpc.network.v1.ApproveModelResponse;
import com.resultity.grpc.network.v1.DeprecateModelRequest;
import com.resultity.grpc.network.v1.DeprecateModelResponse;
import com.resultity.grpc.network.v1.ListModelsRequest;
import com.resultity.grpc.network.v1.ListModelsResponse;
import com.resultity.grpc.network.v1.MovedModel;
import com.resultity.grpc.network.v1.ProposeModelRequest;
import com.resultity.grpc.network.v1.ProposeModelResponse;
import com.resultity.grpc.network.v1.RetireModelRequest;
import com.resultity.grpc.network.v1.RetireModelResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.network.ConfigurationReader;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The methods of {@code resultity.network.v1.Network} about the catalogue of models. */
final class ModelMethods {
  private static final Target EVERYTHING = new Target.Everything();

  private final ConfigurationReader configurations;

  ModelMethods(ConfigurationReader configurations) {
    this.configurations = configurations;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.LIST_MODELS, ListModelsRequest.parser(), this::list),
        new Unary<>(Operation.PROPOSE_MODEL, ProposeModelRequest.parser(), ModelMethods::propose),
        new Unary<>(Operation.APPROVE_MODEL, ApproveModelRequest.parser(), ModelMethods::approve),
        new Unary<>(
            Operation.DEPRECATE_MODEL, DeprecateModelRequest.parser(), ModelMethods::deprecate),
        new Unary<>(Operation.RETIRE_MODEL, RetireModelRequest.parser(), ModelMethods::retire));
  }

  private Ask<ListModelsResponse> list(ListModelsRequest request) {
    Input in = new Input();
    Network network = NetworkMethods.network(in, request.getNetwork());
    Predicate<Model> wanted = _ -> true;
    if (request.hasName()) {
      String name = NetworkMessages.name(in, "name", request.getName());
      wanted = wanted.and(model -> model.name().equals(name));
    }
    if (request.hasStatus()) {
      ModelStatus status =
          in.known("status", NetworkMessages.status(request.getStatus()), ModelStatus.APPROVED);
      wanted = wanted.and(model -> model.status() == status);
    }
    in.check();
    Predicate<Model> each = wanted;
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            configurations
                .findCurrent(network)
                .map(found ->
                    list(
                        found.orElseThrow(() -> new Fault(ErrorCode.NETWORK_NOT_CONFIGURED)),
                        each)));
  }

  private static ListModelsResponse list(Configuration configuration, Predicate<Model> wanted) {
    var list = ListModelsResponse.newBuilder().setConfigVersion(configuration.version());
    configuration.terms().models().stream()
        .filter(wanted)
        .forEach(model -> list.addModels(NetworkMessages.model(model)));
    return list.build();
  }

  private static Ask<ProposeModelResponse> propose(ProposeModelRequest request) {
    Input in = new Input();
    Network network = NetworkMethods.network(in, request.getNetwork());
    in.require(request.hasModel(), "model");
    Model model = NetworkMessages.model(in, "model.", request.getModel());
    in.check();
    return new Ask.Change<>(
        EVERYTHING,
        new ProposeModel(network, model),
        done ->
            ProposeModelResponse.newBuilder()
                .setMoved(moved(done, model.name(), model.version()))
                .build());
  }

  private static Ask<ApproveModelResponse> approve(ApproveModelRequest request) {
    Input in = new Input();
    Network network = NetworkMethods.network(in, request.getNetwork());
    String name = NetworkMessages.name(in, "name", request.getName());
    String version = NetworkMessages.name(in, "version", request.getVersion());
    in.check();
    return new Ask.Change<>(
        EVERYTHING,
        new ApproveModel(network, name, version),
        done -> ApproveModelResponse.newBuilder().setMoved(moved(done, name, version)).build());
  }

  private static Ask<DeprecateModelResponse> deprecate(DeprecateModelRequest request) {
    Input in = new Input();
    Network network = NetworkMethods.network(in, request.getNetwork());
    String name = NetworkMessages.name(in, "name", request.getName());
    String version = NetworkMessages.name(in, "version", request.getVersion());
    Instant retiresAt = in.timeOrNull("retires_at", request.hasRetiresAt(), request.getRetiresAt());
    in.check();
    return new Ask.Change<>(
        EVERYTHING,
        new DeprecateModel(network, name, version, retiresAt),
        done -> DeprecateModelResponse.newBuilder().setMoved(moved(done, name, version)).build());
  }

  private static Ask<RetireModelResponse> retire(RetireModelRequest request) {
    Input in = new Input();
    Network network = NetworkMethods.network(in, request.getNetwork());
    String name = NetworkMessages.name(in, "name", request.getName());
    String version = NetworkMessages.name(in, "version", request.getVersion());
    in.check();
    return new Ask.Change<>(
        EVERYTHING,
        new RetireModel(network, name, version),
        done -> RetireModelResponse.newBuilder().setMoved(moved(done, name, version)).build());
  }

  private static MovedModel moved(Done done, String name, String version) {
    Configuration configuration = done.get(ConfigurationPublished.class).configuration();
    Model model = configuration.terms().model(name, version).orElseThrow();
    return MovedModel.newBuilder()
        .setNetwork(Render.network(configuration.network()))
        .setConfigVersion(configuration.version())
        .setModel(NetworkMessages.model(model))
        .build();
  }
}
