package com.resultity.http.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Priority;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
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
import com.resultity.ports.network.ConfigurationReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a network. */
public final class NetworkRoutes implements Routes {
  private static final String CONFIG = "/v1/networks/{network}/config";

  private final ConfigurationReader configurations;

  public NetworkRoutes(ConfigurationReader configurations) {
    this.configurations = configurations;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Query(
            Operation.GET_CONFIGURATION, CONFIG, _ -> new Target.Shared(), this::current),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.PUBLISH_CONFIGURATION,
            CONFIG,
            _ -> new Target.Everything(),
            NetworkRoutes::publish,
            (_, done) -> published(done.get(ConfigurationPublished.class).configuration())));
  }

  private Future<Reply> current(Call call) {
    return configurations
        .findCurrent(call.network("network"))
        .map(found ->
            Reply.ok(write(found.orElseThrow(() -> new Fault(ErrorCode.NETWORK_NOT_CONFIGURED)))));
  }

  private static PublishConfiguration publish(Call call, Body body) {
    return new PublishConfiguration(
        call.network("network"),
        new Terms(
            body.objects("models").stream().map(NetworkRoutes::model).toList(),
            limits(body.object("limits")),
            multipliers(body.object("multipliers"))));
  }

  private static JobLimits limits(Body body) {
    return new JobLimits(
        body.duration("maxTtl"),
        new RetryPolicy(
            body.number("maxAttempts"),
            body.orNull("attemptTimeout", body::duration),
            body.has("backOff") ? body.duration("backOff") : Duration.ZERO));
  }

  private static Multipliers multipliers(Body body) {
    return new Multipliers(
        body.numbers("modes", Mode.class), body.numbers("priorities", Priority.class));
  }

  private static Model model(Body body) {
    return new Model(
        body.text("name"),
        body.text("version"),
        new Tariff(body.big("requestPrice"), body.big("inputPrice"), body.big("outputPrice")),
        body.big("maxTokens"));
  }

  private static Reply published(Configuration configuration) {
    return Reply.created(
        "/v1/networks/" + configuration.network().code() + "/config", write(configuration));
  }

  private static Json write(Configuration configuration) {
    Json out = new Json().object();
    out.field("network", configuration.network().code());
    out.field("version", configuration.version());
    out.array("models");
    configuration.terms().models().forEach(model -> write(out, model));
    out.endArray();
    write(out, configuration.terms().limits());
    write(out, configuration.terms().multipliers());
    return out.end();
  }

  private static void write(Json out, Model model) {
    out.object();
    out.field("name", model.name());
    out.field("version", model.version());
    out.field("requestPrice", model.tariff().requestPrice());
    out.field("inputPrice", model.tariff().inputPrice());
    out.field("outputPrice", model.tariff().outputPrice());
    out.field("maxTokens", model.maxTokens());
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
    if (multipliers.equals(Multipliers.NONE)) {
      return;
    }
    out.object("multipliers");
    percents(out, "modes", multipliers.modes());
    percents(out, "priorities", multipliers.priorities());
    out.end();
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
}
