package com.resultity.app.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.Hardware;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeCommand.SyncNode;
import com.resultity.domain.nodes.NodeCommand.UnbindNode;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeProfile;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.NodeSignature.Finding;
import com.resultity.domain.nodes.ServedModel;
import com.resultity.domain.nodes.ServedModelStatus;
import com.resultity.domain.nodes.SyncReport;
import com.resultity.ports.nodes.NodeSignatures;
import com.resultity.ports.nodes.TypedDigests;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes sign is what another implementation of EIP-712 (ethers 6.17) signs. */
class NodeMessagesTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Wallets WALLETS = new Wallets(VERTX);
  private static final NodeId NODE = new NodeId("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");
  private static final Envelope MESSAGE =
      new Envelope(NODE, 8453, 1_780_315_200L, 7, Instant.ofEpochMilli(1_780_315_200_123L));

  private static final String PUBLIC_KEY =
      "4bc2a31265153f07e70e0bab08724e6b85e217f8cd628ceb62974247bb493382"
          + "ce28cab79ad7119ee1ad3ebcdb98a16805211530ecc6cfefa1b88e6dff99232a";

  @AfterAll
  static void close() {
    VERTX.close();
  }

  static List<Arguments> known() {
    return List.of(
        Arguments.of(
            register(
                "0xd97f15857fe88be1f9734910806a2ef4a99aa7b6e372442a01679ed376e5f341"
                    + "5bd24e5f0efccba560eb04e67eddccaef51890c69dc48be9617eca0d6e478510"
                    + "1b"),
            "e3ce9d5e00ac0e395b41320f0de218effd7a034bb9f29abfa866d5d6881be09d"),
        Arguments.of(
            bind(
                "0xd8f74734185788a706418acd00bef9c21bf9a1e90dfda295c530a24078c30620"
                    + "1ae923bcb988521c02013952b0233da2b38dc9004a6a74d53596175807a92b90"
                    + "1c"),
            "0d899b2327f0ba9bacb66f56f87866546ca1c933624551fd43f39f4757ea5eb9"),
        Arguments.of(
            new UnbindNode(
                MESSAGE,
                signature(
                    "0xdeb886f6e92aaf07842da706cebd502db7c4c8507d6b21760fdfd954ff5edc2a"
                        + "65bb8c1f553ab0f92ea8f56fe553f6371d2a3a43420a1e49b7e91ce58e9fbead"
                        + "1c")),
            "969d5d905ffa174b6cf5afc0d66d8a50396cb55a3e1d4e09829b279f84a97c66"),
        Arguments.of(
            move(
                NodeMove.PAUSE,
                "0x308332f0b4894cd9389de2f366ae61bb65d8601a335688b5e03af516e395347e"
                    + "3642240208f2fd25d8faf59afb4072829c8ee81ec0f64df82eab57d3a5412d1f"
                    + "1c"),
            "4a5c89beb7e51c8fbe799422f390ee2944e0c45791da0dac925f1e647d2c72c2"),
        Arguments.of(
            move(
                NodeMove.RESUME,
                "0x6e7bf04ea8b3536b9bf49f64f414451eb73f62d0d22013dfa0148f83d6b05744"
                    + "070686b6345cbc98ec20d48e191b73d8f089b42622f6853772af05c4329ff5e3"
                    + "1c"),
            "26e9864b6acc69f8793d7128697368ff51daa1faafa44eea59fb68de25ecf2df"),
        Arguments.of(
            move(
                NodeMove.RETIRE,
                "0xfb4e203ee751321e6b014701c71436ef7cf7ef09cf9cb0375ae971201329388b"
                    + "6239c6107d5cde0213ad86cd8d16b6a7c1a01e973f1b9e06f50f7ebb579f1871"
                    + "1b"),
            "a12fd7a42dcae5895267cb2d3faed6394090fbdf9bff2c6cfa257222e2852da7"),
        Arguments.of(
            sync(
                "0x5a796119a0632354ebda6c182f78bb53cbd0ab196fba58dd8226e340301eef47"
                    + "402d071ef97e9f895309323d4fc8724174e76076bb5ee98dbcdacb0648371763"
                    + "1c"),
            "9c3a4f0803c342318ea27891641fe90fbde9345b38a97ae90f34f78a50c2bf6f"));
  }

  @ParameterizedTest
  @MethodSource("known")
  void anotherImplementationsDigestsAndSignaturesAreOurs(Signed command, String digest) {
    assertThat(new TypedDigests(WALLETS).digest(NodeMessages.of(command), 8453))
        .isEqualTo(HexFormat.of().parseHex(digest));
    assertThat(look(command)).isEqualTo(new Finding.Genuine(PUBLIC_KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0xd0dca1dbd31bfca314fa9319fbe87e439181cab204c26588b57986780654af89"
            + "6d70d19c0c87df2f7529291aab44f13082ae599a9c125cd42845f825a834b44a"
            + "1b",
        "0xf2854085b973a8656ce74fe1548878c0397a65727580e44009b49612d42ea0b4"
            + "6f026eab77c73a5b0ca4ea9c2613d067cd9b37356b9d91abd748ab07e716020e"
            + "1c",
        "0xb4c7fc556209863720c64228289d2386fc9c668d0d29ebcdb413d888433d0e95"
            + "467e287a85958ff06835b92f986cca95545ecb25ac1ce40bba1ecd1b8209df64"
            + "1c"
      })
  void whatIsSignedForAnotherDomainIsWorthless(String signature) {
    assertThat(look(move(NodeMove.PAUSE, signature)))
        .isEqualTo(new Finding.Worthless(RefusalCode.SIGNATURE_INVALID));
  }

  @Test
  void whatIsSignedOfAnotherTypeIsWorthless() {
    assertThat(
            look(
                move(
                    NodeMove.RESUME,
                    "0x308332f0b4894cd9389de2f366ae61bb65d8601a335688b5e03af516e395347e"
                        + "3642240208f2fd25d8faf59afb4072829c8ee81ec0f64df82eab57d3a5412d1f"
                        + "1c")))
        .isEqualTo(new Finding.Worthless(RefusalCode.SIGNATURE_INVALID));
  }

  private static Finding look(Signed command) {
    Signed seen =
        (Signed)
            new NodeSignatures(WALLETS, Set.of(8453L))
                .prepare(command)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    return Objects.requireNonNull(seen.signature().finding());
  }

  private static NodeSignature signature(String text) {
    return new NodeSignature(text);
  }

  private static RegisterNode register(String signature) {
    return new RegisterNode(
        MESSAGE,
        new NodeProfile(
            List.of(Network.MAINNET, Network.TESTNET),
            new Hardware("h100", 2, 163_840, 524_288),
            "eu-west",
            "vllm",
            "0.6.1"),
        signature(signature));
  }

  private static BindNode bind(String signature) {
    return new BindNode(MESSAGE, new UUID(1, 2), new Consent.OfPrincipal(), signature(signature));
  }

  private static MoveSigned move(NodeMove move, String signature) {
    return new MoveSigned(MESSAGE, move, signature(signature));
  }

  private static SyncNode sync(String signature) {
    return new SyncNode(
        MESSAGE,
        new SyncReport(
            Network.TESTNET,
            new Digest("ab".repeat(32)),
            "vllm",
            "0.6.1",
            List.of(
                new ServedModel(
                    "llama", "1", new Digest("12".repeat(32)), ServedModelStatus.ACTIVE),
                new ServedModel(
                    "qwen\u00e9", "2.5", new Digest("34".repeat(32)), ServedModelStatus.PENDING))),
        signature(signature));
  }
}
