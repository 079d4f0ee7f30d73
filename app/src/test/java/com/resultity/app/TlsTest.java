package com.resultity.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.app.access.Trust;
import com.resultity.app.settings.Address;
import com.resultity.app.tls.Authority;
import com.resultity.app.tls.ServerIdentity;
import com.resultity.grpc.ledger.v1.GetTrialBalanceRequest;
import com.resultity.grpc.ledger.v1.GetTrialBalanceResponse;
import com.resultity.pg.PgServer;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Role;
import com.resultity.ports.access.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Both doors over TLS, with certificates on either side. */
@Execution(ExecutionMode.SAME_THREAD)
class TlsTest {
  private static final Address ANYWHERE = new Address("127.0.0.1", 0);
  private static final String SOME_ID = "0198c6f0-5a3e-7c41-9d52-1f6e0b7a2c11";
  private static final Tokens AUDITORS =
      _ -> new Principal("me", Role.AUDITOR, Optional.empty(), Optional.empty());

  @TempDir private static Path directory;

  private static Authority ours;
  private static Authority theirs;
  private static Database database;
  private static Core core;
  private static Vertx vertx;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void serve() {
    ours = new Authority(directory, "ours").sign("core").sign("friend").sign("renewed");
    theirs = new Authority(directory, "theirs").sign("stranger");
    vertx = Vertx.vertx();
    database = Database.open(Optional.empty(), directory.resolve("data"));
    database.migrate();
    ServerIdentity.Files files =
        new ServerIdentity.Files(
            ours.certificateOf("core"), ours.keyOf("core"), Optional.of(ours.certificate()));
    Doors doors = new Doors(ANYWHERE, ANYWHERE, RateLimits.NONE, Optional.of(files));
    core = Core.start(new PgServer(database.options(), 1, 1), doors, Trust.of(AUDITORS, directory));
  }

  @AfterAll
  static void stop() {
    core.close();
    database.close();
    vertx.close();
  }

  private String url() {
    return "https://127.0.0.1:" + core.httpPort();
  }

  @Test
  void aCommandWithTheRightCertificatesIsServed() {
    assertThat(job("--ca", ours.certificate(), "friend", ours)).isEqualTo(1);
    assertThat(err.toString()).contains("job_not_found");
  }

  @Test
  void aCommandWithoutACertificateOrWithAStrangersOrThatTrustsAnotherIsNot() {
    assertThat(run("job", SOME_ID, "--url", url(), "--ca", ours.certificate().toString()))
        .isEqualTo(1);
    assertThat(job("--ca", ours.certificate(), "stranger", theirs)).isEqualTo(1);
    assertThat(job("--ca", theirs.certificate(), "friend", ours)).isEqualTo(1);
    assertThat(run("job", SOME_ID, "--url", url())).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(4)
        .allMatch(line -> line.contains("no secure connection") || line.contains("no answer"));
    assertThat(err.toString()).doesNotContain("\tat ", "job_not_found");
  }

  private int job(String trust, Path authority, String who, Authority of) {
    return run(
        "job",
        SOME_ID,
        "--url",
        url(),
        trust,
        authority.toString(),
        "--client-certificate",
        of.certificateOf(who).toString(),
        "--client-key",
        of.keyOf(who).toString());
  }

  @Test
  void aCallWithTheRightCertificateIsAnsweredOverHttp2() {
    assertThat(call(Optional.of("friend"), ours)).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void aCallWithoutACertificateOrWithAStrangersIsNotAnswered() {
    assertThatThrownBy(() -> call(Optional.empty(), ours)).isNotNull();
    assertThatThrownBy(() -> call(Optional.of("stranger"), theirs)).isNotNull();
  }

  @Test
  void everyAnswerOverTlsTellsBrowsersToStayWithIt() {
    HttpClient client = vertx.createHttpClient(client(Optional.of("friend"), ours));
    for (String path : List.of("/livez", "/v1/trial-balance", "/nothing")) {
      String told =
          await(
              client
                  .request(HttpMethod.GET, core.httpPort(), "127.0.0.1", path)
                  .compose(HttpClientRequest::send)
                  .map(answer -> answer.getHeader("Strict-Transport-Security")));
      assertThat(told).as(path).isEqualTo("max-age=31536000");
    }
    await(client.close());
  }

  private static HttpClientOptions client(Optional<String> who, Authority of) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustOptions(new PemTrustOptions().addCertPath(ours.certificate().toString()));
    who.ifPresent(name ->
        options.setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(of.certificateOf(name).toString())
                .setKeyPath(of.keyOf(name).toString())));
    return options;
  }

  private static GrpcStatus call(Optional<String> who, Authority of) {
    HttpClientOptions options =
        client(who, of).setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
    ServiceMethod<GetTrialBalanceResponse, GetTrialBalanceRequest> method =
        ServiceMethod.client(
            ServiceName.create("resultity.ledger.v1.Ledger"),
            "GetTrialBalance",
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(GetTrialBalanceResponse.getDefaultInstance()));
    GrpcClient client = GrpcClient.client(vertx, options);
    return await(
        client
            .request(SocketAddress.inetSocketAddress(core.grpcPort(), "127.0.0.1"), method)
            .compose(call -> {
              call.headers().set("authorization", "Bearer x");
              Future<GrpcClientResponse<GetTrialBalanceRequest, GetTrialBalanceResponse>> answer =
                  call.response();
              call.end(GetTrialBalanceRequest.getDefaultInstance());
              return answer;
            })
            .compose(answer -> answer.last().map(_ -> answer.status()))
            .eventually(client::close));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void clearTextToEitherDoorIsNotAnsweredAndDoesNoHarm() throws IOException {
    for (int port : List.of(core.httpPort(), core.grpcPort())) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
        String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(answer).doesNotContain("live", "HTTP/1.1 200");
      }
    }
    assertThat(call(Optional.of("friend"), ours)).isEqualTo(GrpcStatus.OK);
  }

  @Test
  void olderProtocolsAreNotSpoken() throws Exception {
    for (String old : List.of("TLSv1", "TLSv1.1")) {
      try (SSLSocket socket = blind()) {
        socket.setEnabledProtocols(new String[] {old});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void newFilesAreShownWithoutARestartAndBrokenOnesAreNot() throws Exception {
    byte[] certificate = Files.readAllBytes(ours.certificateOf("core"));
    byte[] key = Files.readAllBytes(ours.keyOf("core"));
    assertThat(shown()).isEqualTo("CN=core");
    Files.copy(
        ours.certificateOf("renewed"),
        ours.certificateOf("core"),
        StandardCopyOption.REPLACE_EXISTING);
    core.renew();
    assertThat(shown()).isEqualTo("CN=core");
    Files.copy(ours.keyOf("renewed"), ours.keyOf("core"), StandardCopyOption.REPLACE_EXISTING);
    core.renew();
    assertThat(shown()).isEqualTo("CN=renewed");
    assertThat(call(Optional.of("friend"), ours)).isEqualTo(GrpcStatus.OK);
    assertThatThrownBy(() -> call(Optional.of("stranger"), theirs)).isNotNull();
    Files.write(ours.certificateOf("core"), certificate);
    Files.write(ours.keyOf("core"), key);
    core.renew();
  }

  // Whose certificate the HTTP door shows.
  private static String shown() throws Exception {
    try (SSLSocket socket = blind()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.3"});
      socket.startHandshake();
      X509Certificate own = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return own.getSubjectX500Principal().getName();
    }
  }

  // A client that trusts everybody and shows nothing.
  private static SSLSocket blind() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
    return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", core.httpPort());
  }

  @Test
  void filesThatCannotBeUsedAreToldInOneLine() throws IOException {
    Path core = ours.certificateOf("core");
    String key = ours.keyOf("core").toString();
    Path junk = Files.writeString(directory.resolve("junk.pem"), "no certificate");
    String[][] wrong = {
      {"2", "--tls-certificate", core.toString()},
      {"2", "--tls-key", key},
      {"2", "--tls-client-ca", core.toString()},
      {"1", "--tls-certificate", "nowhere.crt", "--tls-key", key},
      {"1", "--tls-certificate", junk.toString(), "--tls-key", key},
      {"1", "--tls-certificate", core.toString(), "--tls-key", junk.toString()},
      {"1", "--tls-certificate", core.toString(), "--tls-key", ours.keyOf("friend").toString()},
      {
        "1",
        "--tls-certificate",
        core.toString(),
        "--tls-key",
        key,
        "--tls-client-ca",
        junk.toString()
      }
    };
    for (String[] each : wrong) {
      String[] arguments = new String[each.length + 2];
      arguments[0] = "serve";
      arguments[1] = "--dev";
      arguments[2] = "--data=" + directory.resolve("none");
      System.arraycopy(each, 1, arguments, 3, each.length - 1);
      assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(each[0].charAt(0) - '0');
    }
    assertThat(err.toString().lines()).hasSize(wrong.length);
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(directory.resolve("none/postgres")).doesNotExist();
  }

  @Test
  void theDoctorShowsTheFilesAndLooksIntoThem() {
    run(
        "doctor",
        "--data=" + directory.resolve("none"),
        "--http=127.0.0.1:0",
        "--grpc=127.0.0.1:0",
        "--tls-certificate=" + ours.certificateOf("friend"),
        "--tls-key=" + ours.keyOf("friend"));
    assertThat(out.toString())
        .containsPattern("tls-key += .*friend.key +\\(flag\\)")
        .containsPattern("ok +tls +CN=friend until .*Z, clients need none")
        .doesNotContain("PRIVATE KEY");
  }

  private int run(String... arguments) {
    CommandLine commands =
        Main.commandLine(InstantSource.system())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return Main.run(commands, Map.of("RESULTITY_TOKEN", "x"), arguments);
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
