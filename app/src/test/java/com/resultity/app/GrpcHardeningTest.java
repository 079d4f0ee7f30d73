package com.resultity.app;

import static com.resultity.app.RawHttp2.CONTINUATION;
import static com.resultity.app.RawHttp2.DATA;
import static com.resultity.app.RawHttp2.END_HEADERS;
import static com.resultity.app.RawHttp2.END_STREAM;
import static com.resultity.app.RawHttp2.PING;
import static com.resultity.app.RawHttp2.RST_STREAM;
import static com.resultity.app.RawHttp2.SETTINGS;
import static com.resultity.app.RawHttp2.WINDOW_UPDATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest gRPC client sends. Others are served on, and the log stays clean. */
class GrpcHardeningTest {
  private static final String LEDGER = "/resultity.ledger.v1.Ledger/";
  private static final String TRIAL_BALANCE = LEDGER + "GetTrialBalance";
  private static final String HEALTH = "/grpc.health.v1.Health/";
  private static final String REFLECTION =
      "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  private static final String EMPTY_MESSAGE = "0000000000";
  private static final int PROTOCOL_ERROR = 1;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int HUNG_UP = -1;

  @TempDir private static Path directory;
  private static TestCore core;
  private static String token;

  private final Heard heard = Heard.asShipped();

  @BeforeAll
  static void start() {
    core = TestCore.start(directory);
    token = core.token(new Principal("admin", Role.ADMIN, Optional.empty(), Optional.empty()));
  }

  @AfterAll
  static void stop() {
    core.close();
  }

  @AfterEach
  void othersAreServedAndNothingIsLogged() throws IOException {
    try (RawHttp2 other = connect()) {
      assertThat(call(other, 1, TRIAL_BALANCE, EMPTY_MESSAGE)).containsEntry("grpc-status", "0");
    } finally {
      heard.close();
    }
    assertThat(heard.events()).isEmpty();
  }

  private static RawHttp2 connect() {
    return new RawHttp2(core.grpcPort());
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("authorization", "Bearer " + token);
    headers.put("idempotency-key", UUID.randomUUID().toString());
    headers.put("reason", "a test");
    return headers;
  }

  // How a call ends whose body is this, in hex.
  private static Map<String, String> call(RawHttp2 raw, int stream, String path, String body)
      throws IOException {
    raw.call(stream, END_HEADERS, path, headers());
    raw.send(DATA, END_STREAM, stream, HexFormat.of().parseHex(body));
    raw.flush();
    return raw.end(stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "02", "7f", "80", "ff"})
  void aMessageThatIsNotPlainIsRefused(String flag) throws IOException {
    String message = flag + "00000000";
    try (RawHttp2 raw = connect()) {
      assertThat(call(raw, 1, TRIAL_BALANCE, message)).containsEntry("grpc-status", "3");
      assertThat(call(raw, 3, LEDGER + "Execute", message)).containsEntry("grpc-status", "3");
      assertThat(call(raw, 5, HEALTH + "Check", message)).containsEntry("grpc-status", "3");
      assertThat(call(raw, 7, HEALTH + "Watch", message)).containsEntry("grpc-status", "12");
      assertThat(call(raw, 9, REFLECTION, message)).containsEntry("reset", "1");
      assertThat(call(raw, 11, "/x/y", message)).containsEntry("grpc-status", "12");
      raw.call(13, END_HEADERS, TRIAL_BALANCE, headers());
      for (byte each : HexFormat.of().parseHex("00000000020800" + message)) {
        raw.send(DATA, 0, 13, each);
      }
      raw.flush();
      assertThat(raw.end(13)).containsEntry("grpc-status", "0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "snappy", "identity", "x"})
  void whateverTheEncodingIsCalled(String encoding) throws IOException {
    Map<String, String> headers = headers();
    headers.put("grpc-encoding", encoding);
    try (RawHttp2 raw = connect()) {
      int stream = 1;
      for (String path : new String[] {TRIAL_BALANCE, HEALTH + "Check", REFLECTION}) {
        raw.call(stream, END_HEADERS, path, headers);
        raw.send(DATA, END_STREAM, stream, HexFormat.of().parseHex("010000000100"));
        raw.flush();
        assertThat(raw.end(stream)).doesNotContainEntry("grpc-status", "0");
        stream += 2;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "0000", "07", EMPTY_MESSAGE, "0100000000", "007fffffff", "ffffffff"})
  void whatFollowsAMessageDoesNotAnswerForTheCommandThatItBegan(String more) throws IOException {
    try (RawHttp2 raw = connect()) {
      Map<String, String> opened =
          call(raw, 1, "/resultity.accounts.v1.Accounts/OpenAccount", EMPTY_MESSAGE + more);
      assertThat(opened).containsEntry("grpc-status", "0");
      assertThat(call(raw, 3, HEALTH + "Check", EMPTY_MESSAGE)).containsEntry("grpc-status", "0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "000000000208", "007fffffff"})
  void aCallWithoutAWholeMessageIsRefused(String body) throws IOException {
    try (RawHttp2 raw = connect()) {
      String refusal = body.startsWith("007f") ? "8" : "3";
      assertThat(call(raw, 1, HEALTH + "Check", body)).containsEntry("grpc-status", refusal);
      assertThat(call(raw, 3, TRIAL_BALANCE, body)).containsEntry("grpc-status", refusal);
    }
  }

  @Test
  void whateverIsSentToWhateverPathIsAnsweredOnce() throws IOException {
    String[] paths = {
      TRIAL_BALANCE, LEDGER + "Execute", HEALTH + "Check", HEALTH + "Watch", REFLECTION, "/", "*"
    };
    String[] bodies = {
      "",
      EMPTY_MESSAGE,
      EMPTY_MESSAGE.repeat(3),
      "0000000002ff",
      "0000000002ffff",
      "00000000020a05",
      "00000000023a00",
      "00000000023a0000000000023a00",
      "007fffffff",
      "007fffffff".repeat(3),
      "00ffffffff00000000",
      "0100000000",
      "0100000000".repeat(3),
      "ff"
    };
    try (RawHttp2 raw = connect()) {
      int stream = 1;
      for (String path : paths) {
        for (String body : bodies) {
          assertThat(call(raw, stream, path, body))
              .as(path + " " + body)
              .containsAnyOf(
                  Map.entry(":status", "200"), Map.entry("reset", "1"), Map.entry("reset", "8"));
          stream += 2;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0016\u0003\u0001\u0002",
        "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Type: application/grpc\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\0\0\0\0\0\r\n\r\n"
      })
  void whoSpeaksAnotherLanguageIsNotServed(String words) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), core.grpcPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(words.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .doesNotContain("HTTP/1.1 2", "HTTP/1.0 2", "xception");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000 00 00 00000000",
        "000000 00 00 00000001",
        "000000 03 00 00000009",
        "000000 06 00 00000000",
        "000000 08 00 00000000",
        "000000 09 00 00000001",
        "000001 04 01 00000000 00",
        "000006 04 00 00000000 0004ffffffff",
        "000002 01 04 00000001 ffff",
        "ffffff 00 00 00000001"
      })
  void aFrameThatMakesNoSenseEndsTheConnection(String frame) throws IOException {
    try (RawHttp2 raw = connect()) {
      raw.send(HexFormat.of().parseHex(frame.replace(" ", "")));
      raw.flush();
      assertThat(raw.goAway()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":method", ":path", ":scheme", ":authority", "content-type", "te"})
  void aHeaderThatMakesNoSenseIsRefused(String name) throws IOException {
    for (String value : new String[] {"", "x", "CONNECT", "%zz", "a b", "/../..", "\u0001"}) {
      Map<String, String> headers = headers();
      headers.put(name, value);
      try (RawHttp2 raw = connect()) {
        raw.call(1, END_HEADERS | END_STREAM, TRIAL_BALANCE, headers);
        raw.flush();
        assertThat(raw.end(1)).as(value).doesNotContainEntry("grpc-status", "0");
      } catch (EOFException hungUp) {
        // Refused, too.
      }
    }
  }

  /** What is sent again and again. */
  enum Flood {
    RESETS {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        raw.call(stream, END_HEADERS, TRIAL_BALANCE, headers());
        raw.send(RST_STREAM, 0, stream, 0, 0, 0, 8);
      }
    },
    FLAWS_THAT_THE_SERVER_RESETS {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        raw.call(stream, END_HEADERS, TRIAL_BALANCE, headers());
        raw.send(WINDOW_UPDATE, 0, stream, 0, 0, 0, 0);
      }
    },
    PINGS {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        raw.send(PING, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
      }
    },
    SETTINGS_OF_NOTHING {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        raw.send(SETTINGS, 0, 0);
      }
    },
    EMPTY_CONTINUATIONS {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        if (stream == 1) {
          raw.call(1, 0, TRIAL_BALANCE, headers());
        }
        raw.send(CONTINUATION, 0, 1);
      }
    },
    LONG_CONTINUATIONS {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        if (stream == 1) {
          raw.call(1, 0, TRIAL_BALANCE, headers());
        }
        // A header named x with a value of 4,000 bytes.
        byte[] block = new byte[4006];
        System.arraycopy(HexFormat.of().parseHex("0001787fa11e"), 0, block, 0, 6);
        raw.send(CONTINUATION, 0, 1, block);
      }
    },
    EMPTY_DATA {
      @Override
      void wave(RawHttp2 raw, int stream) throws IOException {
        if (stream == 1) {
          raw.call(1, END_HEADERS, TRIAL_BALANCE, headers());
        }
        raw.send(DATA, 0, 1);
      }
    };

    abstract void wave(RawHttp2 raw, int stream) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void whoFloodsIsHungUpOn(Flood flood) {
    try (RawHttp2 raw = connect()) {
      int waves = 0;
      try {
        for (; waves < 5_000_000; waves++) {
          flood.wave(raw, 1 + 2 * waves);
        }
        raw.flush();
      } catch (IOException hungUp) {
        // As it should be.
      }
      assertThat(waves).isLessThan(5_000_000);
      assertThat(raw.goAway()).isIn(ENHANCE_YOUR_CALM, PROTOCOL_ERROR, HUNG_UP);
    }
  }
}
