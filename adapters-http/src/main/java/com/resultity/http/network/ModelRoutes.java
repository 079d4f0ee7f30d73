package com.resultity.http.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.NetworkCommand;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.RetireModel;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Outcome;
import com.resultity.ports.network.ConfigurationReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The catalogue of models, which is a part of the configuration, and the life of each. */
public final class ModelRoutes implements Routes {
  private static final String MODELS = "/v1/networks/{network}/models";

  private final ConfigurationReader configurations;

  public ModelRoutes(ConfigurationReader configurations) {
    this.configurations = configurations;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(Operation.LIST_MODELS, MODELS, _ -> new Target.Shared(), this::list),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.PROPOSE_MODEL,
            MODELS,
            _ -> new Target.Everything(),
            (call, body) ->
                new ProposeModel(call.network("network"), ConfigurationJson.model(body)),
            (command, done) ->
                Reply.created(
                    MODELS.replace("{network}", command.network().code()),
                    moved(done, command.model().name(), command.model().version()))),
        move(
            Operation.APPROVE_MODEL,
            ":approve",
            (call, body) ->
                new ApproveModel(call.network("network"), body.text("name"), body.text("version")),
            (command, done) -> moved(done, command.name(), command.version())),
        move(
            Operation.DEPRECATE_MODEL,
            ":deprecate",
            (call, body) ->
                new DeprecateModel(
                    call.network("network"),
                    body.text("name"),
                    body.text("version"),
                    body.orNull("retiresAt", body::time)),
            (command, done) -> moved(done, command.name(), command.version())),
        move(
            Operation.RETIRE_MODEL,
            ":retire",
            (call, body) ->
                new RetireModel(call.network("network"), body.text("name"), body.text("version")),
            (command, done) -> moved(done, command.name(), command.version())));
  }

  private static <C extends NetworkCommand> Route move(
      Operation operation,
      String verb,
      BiFunction<Call, Body, C> command,
      BiFunction<C, Outcome.Done, Json> answer) {
    return new Route.Change<C>(
        HttpMethod.POST,
        operation,
        MODELS + verb,
        _ -> new Target.Everything(),
        command,
        (asked, done) -> Reply.ok(answer.apply(asked, done)));
  }

  private static Json moved(Outcome.Done done, String name, String version) {
    Configuration configuration = done.get(ConfigurationPublished.class).configuration();
    Json out = new Json().object();
    out.field("network", configuration.network().code());
    out.field("configVersion", configuration.version());
    out.object("model");
    ConfigurationJson.write(out, configuration.terms().model(name, version).orElseThrow());
    return out.end();
  }

  private Future<Reply> list(Call call) {
    String name = call.nameOrNull("name");
    ModelStatus status = call.codeOrNull("status", ModelStatus.class);
    return configurations
        .findCurrent(call.network("network"))
        .map(found ->
            list(
                found.orElseThrow(() -> new Fault(ErrorCode.NETWORK_NOT_CONFIGURED)),
                name,
                status));
  }

  private static Reply list(
      Configuration configuration, @Nullable String name, @Nullable ModelStatus status) {
    Json out = new Json().object();
    out.field("configVersion", configuration.version());
    out.array("items");
    for (Model model : configuration.terms().models()) {
      if ((name == null || model.name().equals(name))
          && (status == null || model.status() == status)) {
        ConfigurationJson.write(out.object(), model);
      }
    }
    return Reply.ok(out.endArray().end());
  }
}
