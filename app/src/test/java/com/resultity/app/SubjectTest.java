package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.journal.v1.AdminAction;
import com.resultity.grpc.journal.v1.ListAdminActionsRequest;
import com.resultity.grpc.journal.v1.ListAdminActionsResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a caller may be: no more than what every table can hold, on either door. */
class SubjectTest {
  private static final String LONGEST = "\u20ac".repeat(255);

  @TempDir private static Path directory;
  private static TestCore core;
  private static GrpcCaller grpc;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    core = TestCore.start(directory);
    grpc = new GrpcCaller(core.grpcPort());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    grpc.close();
    core.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000", "a\\n", "a\\u009f", "a\\ud800", "LONG"})
  void aSubjectThatCouldNotBeRecordedIsRefusedWithTheReason(String subject) throws Exception {
    String token = token(subject.replace("LONG", "a".repeat(256)));

    HttpResponse<String> overHttp = openOverHttp(token);
    assertThat(overHttp.statusCode()).isEqualTo(401);
    assertThat(overHttp.body()).contains("\"unauthenticated\"", "the token's subject ");
    GrpcCaller.Answer<OpenAccountResponse> overGrpc = openOverGrpc(token);
    assertThat(overGrpc.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    assertThat(overGrpc.why()).contains("UNAUTHENTICATED", "the token's subject ");
  }

  @Test
  void theLongestSubjectActsAndIsFoundByItsName() throws Exception {
    String token = token(LONGEST);

    assertThat(openOverHttp(token).statusCode()).isEqualTo(201);
    openOverGrpc(token).get();

    String found =
        send(
                HttpRequest.newBuilder(
                    uri(
                        "/v1/admin-actions?principal="
                            + URLEncoder.encode(LONGEST, StandardCharsets.UTF_8))),
                token)
            .body();
    assertThat(found.split("\"account_opened\"", -1)).hasSize(3);
    assertThat(
            grpc.call(
                    "resultity.journal.v1.Journal/ListAdminActions",
                    token,
                    ListAdminActionsRequest.newBuilder().setPrincipal(LONGEST).build(),
                    ListAdminActionsResponse.getDefaultInstance())
                .get()
                .getActionsList())
        .extracting(AdminAction::getPrincipal)
        .containsExactly(LONGEST, LONGEST);
  }

  private static HttpResponse<String> openOverHttp(String token)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/v1/accounts")).POST(HttpRequest.BodyPublishers.ofString("{}")),
        token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    request
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .header("Reason", "a test");
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + core.httpPort() + path);
  }

  private static GrpcCaller.Answer<OpenAccountResponse> openOverGrpc(String token) {
    return grpc.call(
        "resultity.accounts.v1.Accounts/OpenAccount",
        token,
        OpenAccountRequest.getDefaultInstance(),
        OpenAccountResponse.getDefaultInstance());
  }

  // With the subject as JSON spells it: no library would write some of them.
  private static String token(String subject) throws JoseException, IOException {
    PublicJsonWebKey key =
        PublicJsonWebKey.Factory.newPublicJwk(Files.readString(directory.resolve("dev-key")));
    JsonWebSignature token = new JsonWebSignature();
    token.setAlgorithmHeaderValue("EdDSA");
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setKey(key.getPrivateKey());
    token.setPayload(
        """
        {"iss":"resultity-dev","aud":"resultity-core","role":"admin","exp":%d,"sub":"%s"}
        """
            .formatted(Instant.now().plusSeconds(600).getEpochSecond(), subject));
    return token.getCompactSerialization();
  }
}
