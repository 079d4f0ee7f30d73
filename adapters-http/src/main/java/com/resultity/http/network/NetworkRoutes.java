package com.resultity.http.network;

import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
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
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.ConfigurationBundle;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.network.ConfigurationVersion;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The versions of a network's configuration. */
public final class NetworkRoutes implements Routes {
  private static final String CONFIG = "/v1/networks/{network}/config";

  private final ConfigurationReader configurations;
  private final CompareConfigurations compare;
  private final BundleConfiguration bundle;

  public NetworkRoutes(
      ConfigurationReader configurations,
      CompareConfigurations compare,
      BundleConfiguration bundle) {
    this.configurations = configurations;
    this.compare = compare;
    this.bundle = bundle;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        query(Operation.GET_CONFIGURATION, CONFIG, this::current),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.PUBLISH_CONFIGURATION,
            CONFIG,
            _ -> new Target.Everything(),
            NetworkRoutes::publish,
            (_, done) -> published(done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.ROLL_BACK_CONFIGURATION,
            CONFIG + ":rollback",
            _ -> new Target.Everything(),
            NetworkRoutes::rollBack,
            (_, done) -> published(done)),
        new Route.Query(
            Operation.LIST_CONFIGURATION_VERSIONS,
            CONFIG + "/versions",
            _ -> new Target.Everything(),
            this::list),
        query(Operation.COMPARE_CONFIGURATIONS, CONFIG + "/diff", this::compare),
        query(Operation.GET_CONFIGURATION_BUNDLE, CONFIG + "/bundle", this::bundle),
        query(Operation.GET_CONFIGURATION_KEY, "/v1/networks/configuration-key", _ -> key()),
        // Last: what is not one of the words above is a version.
        query(Operation.GET_CONFIGURATION_VERSION, CONFIG + "/{version}", this::version));
  }

  private static Route query(
      Operation operation, String path, Function<Call, Future<Reply>> answer) {
    return new Route.Query(operation, path, _ -> new Target.Shared(), answer);
  }

  private static PublishConfiguration publish(Call call, Body body) {
    return new PublishConfiguration(
        call.network("network"), ConfigurationJson.terms(body), call.expectedVersion());
  }

  private static RollBackConfiguration rollBack(Call call, Body body) {
    return new RollBackConfiguration(
        call.network("network"), body.big("toVersion"), call.expectedVersion());
  }

  private static Reply published(Outcome.Done done) {
    Configuration configuration = done.get(ConfigurationPublished.class).configuration();
    String path = CONFIG.replace("{network}", configuration.network().code());
    return Reply.created(
            path + "/" + configuration.version(), ConfigurationJson.write(configuration))
        .version(configuration.version());
  }

  private Future<Reply> current(Call call) {
    return configurations
        .findCurrent(call.network("network"))
        .map(found -> shown(found.orElseThrow(() -> new Fault(ErrorCode.NETWORK_NOT_CONFIGURED))));
  }

  private Future<Reply> version(Call call) {
    return configurations
        .find(call.network("network"), call.number("version"))
        .map(found -> shown(found.orElseThrow(() -> new Fault(ErrorCode.CONFIGURATION_NOT_FOUND))));
  }

  private static Reply shown(Configuration configuration) {
    return Reply.ok(ConfigurationJson.write(configuration)).version(configuration.version());
  }

  private Future<Reply> list(Call call) {
    UUID cursor = call.cursor();
    int limit = call.limit(100, 1000);
    // One more than the limit tells whether there is another page.
    return configurations
        .list(
            call.network("network"),
            cursor == null ? null : cursor.getLeastSignificantBits(),
            limit + 1)
        .map(found -> page(found, limit));
  }

  private static Reply page(List<ConfigurationVersion> found, int limit) {
    List<ConfigurationVersion> shown = found.subList(0, Math.min(limit, found.size()));
    Json out = new Json().object().array("items");
    shown.forEach(version -> write(out, version));
    out.endArray();
    return Reply.ok(
        out.field("nextCursor", found.size() > limit ? cursorAfter(shown.getLast()) : null).end());
  }

  private static String cursorAfter(ConfigurationVersion last) {
    return Call.cursorAfter(new UUID(0, last.version()));
  }

  private static void write(Json out, ConfigurationVersion version) {
    out.object();
    out.field("version", version.version());
    out.field("digest", version.digest().hex());
    out.field("publishedAt", version.publishedAt());
    out.field("principal", version.principal());
    out.field("reason", version.reason());
    if (version.restores() != null) {
      out.field("restores", version.restores().longValue());
    }
    out.end();
  }

  private Future<Reply> compare(Call call) {
    Network network = call.network("network");
    long from = call.required("from");
    long to = call.required("to");
    return compare
        .run(network, from, to)
        .map(patch -> {
          Json out = new Json().object();
          out.field("network", network.code());
          out.field("from", from);
          out.field("to", to);
          out.field("patch", Buffer.buffer(patch));
          return Reply.ok(out.end());
        });
  }

  private Future<Reply> bundle(Call call) {
    OptionalLong version = call.count("version");
    @Nullable Long asked = version.isPresent() ? version.getAsLong() : null;
    return bundle.run(call.network("network"), asked).map(NetworkRoutes::bundled);
  }

  private static Reply bundled(ConfigurationBundle bundle) {
    Json out = new Json().object();
    ConfigurationJson.write(out, bundle);
    return Reply.ok(out.end());
  }

  private Future<Reply> key() {
    Json out = new Json().object();
    out.field("verifierKey", bundle.verifierKey().toString());
    return Future.succeededFuture(Reply.ok(out.end()));
  }
}
