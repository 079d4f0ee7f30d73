package com.resultity.grpc.network;

import com.google.protobuf.ByteString;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.domain.network.Terms;
import com.resultity.grpc.calls.Area;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.grpc.network.v1.CompareConfigurationsRequest;
import com.resultity.grpc.network.v1.CompareConfigurationsResponse;
import com.resultity.grpc.network.v1.GetConfigurationBundleRequest;
import com.resultity.grpc.network.v1.GetConfigurationBundleResponse;
import com.resultity.grpc.network.v1.GetConfigurationKeyRequest;
import com.resultity.grpc.network.v1.GetConfigurationKeyResponse;
import com.resultity.grpc.network.v1.GetConfigurationRequest;
import com.resultity.grpc.network.v1.GetConfigurationResponse;
import com.resultity.grpc.network.v1.GetConfigurationVersionRequest;
import com.resultity.grpc.network.v1.GetConfigurationVersionResponse;
import com.resultity.grpc.network.v1.ListConfigurationVersionsRequest;
import com.resultity.grpc.network.v1.ListConfigurationVersionsResponse;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.NetworkProto;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.grpc.network.v1.RollBackConfigurationRequest;
import com.resultity.grpc.network.v1.RollBackConfigurationResponse;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.NetworkLines;
import com.resultity.ports.journal.Outcome.Done;
import com.resultity.ports.network.BundleConfiguration;
import com.resultity.ports.network.CompareConfigurations;
import com.resultity.ports.network.ConfigurationBundle;
import com.resultity.ports.network.ConfigurationReader;
import com.resultity.ports.network.ConfigurationVersion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of {@code resultity.network.v1.Network}. */
public final class NetworkMethods {
  private final ConfigurationReader configurations;
  private final CompareConfigurations compare;
  private final BundleConfiguration bundle;

  public NetworkMethods(
      ConfigurationReader configurations,
      CompareConfigurations compare,
      BundleConfiguration bundle) {
    this.configurations = configurations;
    this.compare = compare;
    this.bundle = bundle;
  }

  public Area area() {
    List<Unary<?, ?>> own =
        List.of(
            new Unary<>(
                Operation.GET_CONFIGURATION, GetConfigurationRequest.parser(), this::getCurrent),
            new Unary<>(
                Operation.GET_CONFIGURATION_VERSION,
                GetConfigurationVersionRequest.parser(),
                this::getVersion),
            new Unary<>(
                Operation.LIST_CONFIGURATION_VERSIONS,
                ListConfigurationVersionsRequest.parser(),
                this::list),
            new Unary<>(
                Operation.COMPARE_CONFIGURATIONS,
                CompareConfigurationsRequest.parser(),
                this::compare),
            new Unary<>(
                Operation.GET_CONFIGURATION_BUNDLE,
                GetConfigurationBundleRequest.parser(),
                this::bundle),
            new Unary<>(
                Operation.GET_CONFIGURATION_KEY, GetConfigurationKeyRequest.parser(), this::key),
            new Unary<>(
                Operation.PUBLISH_CONFIGURATION,
                PublishConfigurationRequest.parser(),
                NetworkMethods::publish),
            new Unary<>(
                Operation.ROLL_BACK_CONFIGURATION,
                RollBackConfigurationRequest.parser(),
                NetworkMethods::rollBack));
    return new Area(
        NetworkProto.getDescriptor().findServiceByName("Network"),
        Stream.concat(own.stream(), new ModelMethods(configurations).methods().stream()).toList(),
        List.of());
  }

  static Network network(Input in, NetworkName name) {
    return in.known("network", Render.networkOrNull(name), Network.TESTNET);
  }

  private Ask<GetConfigurationResponse> getCurrent(GetConfigurationRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    in.check();
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            configurations
                .findCurrent(network)
                .map(found ->
                    GetConfigurationResponse.newBuilder()
                        .setConfiguration(shown(found, ErrorCode.NETWORK_NOT_CONFIGURED))
                        .build()));
  }

  private Ask<GetConfigurationVersionResponse> getVersion(GetConfigurationVersionRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    long version = in.notNegative("version", request.getVersion());
    in.check();
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            configurations
                .find(network, version)
                .map(found ->
                    GetConfigurationVersionResponse.newBuilder()
                        .setConfiguration(shown(found, ErrorCode.CONFIGURATION_NOT_FOUND))
                        .build()));
  }

  private static com.resultity.grpc.network.v1.Configuration shown(
      Optional<Configuration> found, ErrorCode absent) {
    return NetworkMessages.configuration(found.orElseThrow(() -> new Fault(absent)));
  }

  private Ask<ListConfigurationVersionsResponse> list(ListConfigurationVersionsRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    Long before = request.hasBefore() ? (Long) in.notNegative("before", request.getBefore()) : null;
    int limit = in.limit(request.hasLimit(), request.getLimit());
    in.check();
    // One more than the limit tells whether there is another page.
    return new Ask.Look<>(
        new Target.Everything(),
        () -> configurations.list(network, before, limit + 1).map(found -> page(found, limit)));
  }

  private static ListConfigurationVersionsResponse page(
      List<ConfigurationVersion> found, int limit) {
    List<ConfigurationVersion> shown = found.subList(0, Math.min(limit, found.size()));
    var page = ListConfigurationVersionsResponse.newBuilder();
    shown.forEach(version -> page.addVersions(NetworkMessages.version(version)));
    if (found.size() > limit) {
      page.setNextBefore(shown.getLast().version());
    }
    return page.build();
  }

  private Ask<CompareConfigurationsResponse> compare(CompareConfigurationsRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    long from = in.notNegative("from_version", request.getFromVersion());
    long to = in.notNegative("to_version", request.getToVersion());
    in.check();
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            compare
                .run(network, from, to)
                .map(patch -> CompareConfigurationsResponse.newBuilder().setPatch(patch).build()));
  }

  private Ask<GetConfigurationBundleResponse> bundle(GetConfigurationBundleRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    Long version =
        request.hasVersion() ? (Long) in.notNegative("version", request.getVersion()) : null;
    in.check();
    return new Ask.Look<>(
        new Target.Shared(), () -> bundle.run(network, version).map(NetworkMethods::bundled));
  }

  private static GetConfigurationBundleResponse bundled(ConfigurationBundle bundle) {
    return GetConfigurationBundleResponse.newBuilder()
        .setNetwork(Render.network(bundle.configuration().network()))
        .setVersion(bundle.configuration().version())
        .setDocument(ByteString.copyFrom(bundle.document()))
        .setDigest(bundle.digest().hex())
        .setNote(bundle.note())
        .build();
  }

  private Ask<GetConfigurationKeyResponse> key(GetConfigurationKeyRequest request) {
    return new Ask.Look<>(
        new Target.Shared(),
        () ->
            Future.succeededFuture(
                GetConfigurationKeyResponse.newBuilder()
                    .setVerifierKey(bundle.verifierKey().toString())
                    .build()));
  }

  private static Ask<PublishConfigurationResponse> publish(PublishConfigurationRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    in.require(request.hasTerms(), "terms");
    Terms terms = NetworkMessages.terms(in, request.getTerms());
    Long expected = expected(in, request.hasExpectedVersion(), request.getExpectedVersion());
    in.check();
    return new Ask.Change<>(
        new Target.Everything(),
        new PublishConfiguration(network, terms, expected),
        NetworkMethods::published);
  }

  private static @Nullable Long expected(Input in, boolean present, long version) {
    return present ? (Long) in.notNegative("expected_version", version) : null;
  }

  private static PublishConfigurationResponse published(Done done) {
    Configuration configuration = done.get(ConfigurationPublished.class).configuration();
    return PublishConfigurationResponse.newBuilder()
        .setNetwork(Render.network(configuration.network()))
        .setVersion(configuration.version())
        .setPublishedAt(Render.time(done.records().getFirst().at()))
        .setDigest(NetworkLines.digest(configuration).hex())
        .build();
  }

  private static Ask<RollBackConfigurationResponse> rollBack(RollBackConfigurationRequest request) {
    Input in = new Input();
    Network network = network(in, request.getNetwork());
    long version = in.notNegative("to_version", request.getToVersion());
    Long expected = expected(in, request.hasExpectedVersion(), request.getExpectedVersion());
    in.check();
    return new Ask.Change<>(
        new Target.Everything(),
        new RollBackConfiguration(network, version, expected),
        NetworkMethods::rolledBack);
  }

  private static RollBackConfigurationResponse rolledBack(Done done) {
    PublishConfigurationResponse published = published(done);
    return RollBackConfigurationResponse.newBuilder()
        .setNetwork(published.getNetwork())
        .setVersion(published.getVersion())
        .setPublishedAt(published.getPublishedAt())
        .setDigest(published.getDigest())
        .build();
  }
}
