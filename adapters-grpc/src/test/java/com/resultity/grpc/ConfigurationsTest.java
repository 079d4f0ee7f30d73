package com.resultity.grpc;

import static com.resultity.grpc.Served.as;
import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;
import com.resultity.domain.log.SignedNote;
import com.resultity.grpc.jobs.v1.SubmitJobResponse;
import com.resultity.grpc.network.v1.ApproveModelRequest;
import com.resultity.grpc.network.v1.ApproveModelResponse;
import com.resultity.grpc.network.v1.CompareConfigurationsRequest;
import com.resultity.grpc.network.v1.CompareConfigurationsResponse;
import com.resultity.grpc.network.v1.Compatibility;
import com.resultity.grpc.network.v1.ConfigurationVersion;
import com.resultity.grpc.network.v1.DeprecateModelRequest;
import com.resultity.grpc.network.v1.DeprecateModelResponse;
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
import com.resultity.grpc.network.v1.ListModelsRequest;
import com.resultity.grpc.network.v1.ListModelsResponse;
import com.resultity.grpc.network.v1.Model;
import com.resultity.grpc.network.v1.ModelStatus;
import com.resultity.grpc.network.v1.NetworkName;
import com.resultity.grpc.network.v1.Participation;
import com.resultity.grpc.network.v1.ProposeModelRequest;
import com.resultity.grpc.network.v1.ProposeModelResponse;
import com.resultity.grpc.network.v1.PublishConfigurationRequest;
import com.resultity.grpc.network.v1.PublishConfigurationResponse;
import com.resultity.grpc.network.v1.RetireModelRequest;
import com.resultity.grpc.network.v1.RetireModelResponse;
import com.resultity.grpc.network.v1.RollBackConfigurationRequest;
import com.resultity.grpc.network.v1.RollBackConfigurationResponse;
import com.resultity.grpc.network.v1.Tariff;
import com.resultity.grpc.network.v1.Terms;
import com.resultity.ports.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Configurations and their models over gRPC. */
class ConfigurationsTest {
  private static final NetworkName TESTNET = NetworkName.NETWORK_NAME_TESTNET;

  private final Served served = new Served();
  private final Story story = new Story(served).credit();

  @AfterEach
  void close() {
    served.close();
  }

  private <A extends Message> A call(String method, Message request, A kind) {
    return served.call(NETWORK + method, "admin", request, kind);
  }

  private static Model second() {
    return Model.newBuilder()
        .setName("llama")
        .setVersion("2")
        .setTariff(Tariff.newBuilder().setRequestPrice(200))
        .setMaxTokens(1000)
        .setContentHash("9f".repeat(32))
        .setCompatibility(Compatibility.newBuilder().addRuntimes("vllm").setMinVramMib(40960))
        .build();
  }

  private static PublishConfigurationRequest full() {
    PublishConfigurationRequest.Builder full = Story.publish().toBuilder();
    full.getTermsBuilder()
        .addModels(
            second().toBuilder()
                .setStatus(ModelStatus.MODEL_STATUS_DEPRECATED)
                .setRetiresAt(Timestamp.newBuilder().setSeconds(1_800_000_000)))
        .putRuntimes("vllm", "0.6.1")
        .setParticipation(
            Participation.newBuilder()
                .setOpen(false)
                .setMinimumTrust(20)
                .setPenaltyLimit(50)
                .setExclusion(Duration.newBuilder().setSeconds(3600))
                .setHeartbeatInterval(Duration.newBuilder().setSeconds(60))
                .setMessageWindow(Duration.newBuilder().setSeconds(90)));
    return full.build();
  }

  private Terms inForce() {
    return call(
            "GetConfiguration",
            GetConfigurationRequest.newBuilder().setNetwork(TESTNET).build(),
            GetConfigurationResponse.getDefaultInstance())
        .getConfiguration()
        .getTerms();
  }

  private Served.Reply<SubmitJobResponse> submit() {
    return served.reply(
        JOBS + "SubmitJob", as("cloud"), story.job(), SubmitJobResponse.getDefaultInstance());
  }

  private static String code(Served.Reply<?> reply) {
    return reply.detail(ErrorInfo.class).orElseThrow().getReason();
  }

  @Test
  void aModelIsProposedApprovedDeprecatedAndRetired() {
    story.model();
    var proposed =
        call(
            "ProposeModel",
            ProposeModelRequest.newBuilder().setNetwork(TESTNET).setModel(second()).build(),
            ProposeModelResponse.getDefaultInstance());
    assertThat(proposed.getMoved().getConfigVersion()).isEqualTo(2);
    assertThat(proposed.getMoved().getModel())
        .isEqualTo(second().toBuilder().setStatus(ModelStatus.MODEL_STATUS_PROPOSED).build());
    assertThat(submit().answer().getPrice()).isEqualTo(100);

    call(
        "ApproveModel",
        ApproveModelRequest.newBuilder()
            .setNetwork(TESTNET)
            .setName("llama")
            .setVersion("2")
            .build(),
        ApproveModelResponse.getDefaultInstance());
    assertThat(submit().answer().getPrice()).isEqualTo(200);
    assertThat(inForce().getModelsList())
        .extracting(Model::getStatus)
        .containsExactly(ModelStatus.MODEL_STATUS_DEPRECATED, ModelStatus.MODEL_STATUS_APPROVED);

    var deprecated =
        call(
            "DeprecateModel",
            DeprecateModelRequest.newBuilder()
                .setNetwork(TESTNET)
                .setName("llama")
                .setVersion("2")
                .setRetiresAt(story.inAnHour)
                .build(),
            DeprecateModelResponse.getDefaultInstance());
    assertThat(deprecated.getMoved().getModel().getRetiresAt()).isEqualTo(story.inAnHour);
    assertThat(code(submit())).isEqualTo("MODEL_NOT_AVAILABLE");

    var retired =
        call(
            "RetireModel",
            RetireModelRequest.newBuilder()
                .setNetwork(TESTNET)
                .setName("llama")
                .setVersion("2")
                .build(),
            RetireModelResponse.getDefaultInstance());
    assertThat(retired.getMoved().getConfigVersion()).isEqualTo(5);
    assertThat(retired.getMoved().getModel().hasRetiresAt()).isFalse();
  }

  @Test
  void whatIsToldOfLongNamesFitsTheHeaderItTravelsIn() {
    PublishConfigurationRequest.Builder odd = full().toBuilder();
    for (int i = 0; i < 30; i++) {
      odd.getTermsBuilder().getMultipliersBuilder().putModes("\ud83d\ude00".repeat(900) + i, 100);
    }
    var reply =
        served.reply(
            NETWORK + "PublishConfiguration",
            as("admin"),
            odd.build(),
            PublishConfigurationResponse.getDefaultInstance());

    assertThat(code(reply)).isEqualTo("INVALID_REQUEST");
    var violations = reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList();
    assertThat(violations).isNotEmpty();
    assertThat(violations)
        .allMatch(violation -> violation.getField().startsWith("terms.multipliers.modes"))
        .allMatch(violation -> violation.getField().length() < 300);
  }

  @Test
  void theCatalogueIsListedByNameAndStatus() {
    story.publish(full());
    ListModelsRequest all = ListModelsRequest.newBuilder().setNetwork(TESTNET).build();
    assertThat(models(all)).containsExactly("1", "2");
    assertThat(models(all.toBuilder().setName("qwen").build())).isEmpty();
    assertThat(models(all.toBuilder().setStatus(ModelStatus.MODEL_STATUS_DEPRECATED).build()))
        .containsExactly("2");
  }

  private List<String> models(ListModelsRequest request) {
    return call("ListModels", request, ListModelsResponse.getDefaultInstance())
        .getModelsList()
        .stream()
        .map(Model::getVersion)
        .toList();
  }

  @Test
  void aConfigurationIsAnsweredWithAllThatWasPublished() {
    story.publish(full());
    assertThat(inForce()).isEqualTo(full().getTerms());
    var version =
        call(
            "GetConfigurationVersion",
            GetConfigurationVersionRequest.newBuilder().setNetwork(TESTNET).setVersion(1).build(),
            GetConfigurationVersionResponse.getDefaultInstance());
    assertThat(version.getConfiguration().getTerms()).isEqualTo(full().getTerms());
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    PublishConfigurationRequest.Builder shut = Story.publish().toBuilder();
    shut.getTermsBuilder().getParticipationBuilder().setOpen(false);
    story.publish(shut.build());
    assertThat(inForce().getParticipation().getMessageWindow().getSeconds()).isEqualTo(300);
    assertThat(inForce().getParticipation().getPenaltyLimit()).isEqualTo(100);
    PublishConfigurationRequest.Builder open = Story.publish().toBuilder();
    open.getTermsBuilder().getParticipationBuilder().setOpen(true);
    story.publish(open.build());
    assertThat(inForce().hasParticipation()).isFalse();
  }

  @Test
  void whatIsWrongInASectionIsNamed() {
    PublishConfigurationRequest.Builder wrong = full().toBuilder();
    wrong.getTermsBuilder().getModelsBuilder(1).setContentHash("9F");
    wrong
        .getTermsBuilder()
        .getParticipationBuilder()
        .setExclusion(Duration.newBuilder().setSeconds(-1));
    var reply =
        served.reply(
            NETWORK + "PublishConfiguration",
            as("admin"),
            wrong.build(),
            PublishConfigurationResponse.getDefaultInstance());
    assertThat(reply.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("terms.models[1].content_hash", "terms.participation.exclusion");
  }

  @Test
  void aStatusThatMovesBackIsPointedTo() {
    story.publish(full());
    PublishConfigurationRequest.Builder back = full().toBuilder();
    back.getTermsBuilder()
        .getModelsBuilder(1)
        .clearRetiresAt()
        .setStatus(ModelStatus.MODEL_STATUS_PROPOSED);
    var reply =
        served.reply(
            NETWORK + "PublishConfiguration",
            as("admin"),
            back.build(),
            PublishConfigurationResponse.getDefaultInstance());
    assertThat(code(reply)).isEqualTo("CONFIG_INVALID");
    assertThat(reply.detail(ErrorInfo.class).orElseThrow().getMetadataMap())
        .containsEntry("/models/1/status", "is deprecated already");
  }

  @Test
  void anEarlierVersionIsPublishedAnewAndSaysWhatItRestores() {
    story.model().publish(full());
    var back =
        call(
            "RollBackConfiguration",
            RollBackConfigurationRequest.newBuilder()
                .setNetwork(TESTNET)
                .setToVersion(1)
                .setExpectedVersion(2)
                .build(),
            RollBackConfigurationResponse.getDefaultInstance());
    assertThat(back.getVersion()).isEqualTo(3);
    assertThat(inForce()).isEqualTo(Story.publish().getTerms());

    ListConfigurationVersionsRequest request =
        ListConfigurationVersionsRequest.newBuilder().setNetwork(TESTNET).setLimit(2).build();
    var page = list(request);
    assertThat(page.getVersionsList())
        .extracting(ConfigurationVersion::getVersion)
        .containsExactly(3L, 2L);
    ConfigurationVersion newest = page.getVersions(0);
    assertThat(newest.getRestores()).isEqualTo(1);
    assertThat(newest.getDigest()).isEqualTo(back.getDigest());
    assertThat(newest.getPublishedAt()).isEqualTo(back.getPublishedAt());
    assertThat(newest.getPrincipal()).isEqualTo("admin");
    assertThat(newest.getReason()).isEqualTo("a test");
    assertThat(page.getVersions(1).hasRestores()).isFalse();
    var rest = list(request.toBuilder().setBefore(page.getNextBefore()).build());
    assertThat(rest.getVersionsList())
        .extracting(ConfigurationVersion::getVersion)
        .containsExactly(1L);
    assertThat(rest.hasNextBefore()).isFalse();
  }

  private ListConfigurationVersionsResponse list(ListConfigurationVersionsRequest request) {
    return call(
        "ListConfigurationVersions",
        request,
        ListConfigurationVersionsResponse.getDefaultInstance());
  }

  @Test
  void aDryRunAndARepeatedRequestMakeNoVersion() {
    story.model();
    var method = NETWORK + "PublishConfiguration";
    var kind = PublishConfigurationResponse.getDefaultInstance();
    Map<String, String> once = as("admin", "idempotency-key", "once");
    var first = served.reply(method, once, full(), kind);
    var again = served.reply(method, once, full(), kind);
    var tried = served.reply(method, as("admin", "dry-run", "true"), full(), kind);
    assertThat(again.answer()).isEqualTo(first.answer());
    assertThat(again.meta("idempotency-replayed")).isEqualTo("true");
    assertThat(tried.answer().getVersion()).isEqualTo(3);
    assertThat(
            list(ListConfigurationVersionsRequest.newBuilder().setNetwork(TESTNET).build())
                .getVersionsCount())
        .isEqualTo(2);
    var other = full().toBuilder().setExpectedVersion(2).build();
    assertThat(code(served.reply(method, once, other, kind)))
        .isEqualTo(ErrorCode.IDEMPOTENCY_KEY_REUSED.name());
  }

  @Test
  void aBundleIsSignedForAnyoneWhoAsks() {
    story.model().publish(full());
    var request = GetConfigurationBundleRequest.newBuilder().setNetwork(TESTNET).build();
    var kind = GetConfigurationBundleResponse.getDefaultInstance();
    var bundle = served.reply(NETWORK + "GetConfigurationBundle", Map.of(), request, kind).answer();
    assertThat(bundle.getVersion()).isEqualTo(2);
    assertThat(bundle.getDigest())
        .isEqualTo(Digest.of(Sha256.of(bundle.getDocument().toByteArray())).hex());
    SignedNote note =
        SignedNote.parse(bundle.getNote().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(note.text())
        .isEqualTo("resultity configuration\ntestnet\n2\n" + bundle.getDigest() + "\n");
    assertThat(note.standing(Served.KEY.verifier())).isEqualTo(SignedNote.Standing.SIGNED);
    var key =
        served
            .reply(
                NETWORK + "GetConfigurationKey",
                Map.of(),
                GetConfigurationKeyRequest.getDefaultInstance(),
                GetConfigurationKeyResponse.getDefaultInstance())
            .answer();
    assertThat(key.getVerifierKey()).isEqualTo(Served.KEY.verifier().toString());
    var first = request.toBuilder().setVersion(1).build();
    assertThat(
            served
                .reply(NETWORK + "GetConfigurationBundle", Map.of(), first, kind)
                .answer()
                .getVersion())
        .isEqualTo(1);
    var absent = request.toBuilder().setVersion(3).build();
    assertThat(code(served.reply(NETWORK + "GetConfigurationBundle", Map.of(), absent, kind)))
        .isEqualTo("CONFIGURATION_NOT_FOUND");
  }

  @Test
  void versionsAreComparedThatThereAre() {
    story.model();
    var request =
        CompareConfigurationsRequest.newBuilder()
            .setNetwork(TESTNET)
            .setFromVersion(1)
            .setToVersion(1);
    var kind = CompareConfigurationsResponse.getDefaultInstance();
    assertThat(call("CompareConfigurations", request.build(), kind).getPatch()).isEqualTo("[]");
    request.setToVersion(2);
    assertThat(
            code(
                served.reply(
                    NETWORK + "CompareConfigurations", as("cloud"), request.build(), kind)))
        .isEqualTo("CONFIGURATION_NOT_FOUND");
  }
}
