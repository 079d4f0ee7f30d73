package com.resultity.ports.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.nodes.Envelope;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.MoveSigned;
import com.resultity.domain.nodes.NodeCommand.SetShadowBan;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeId;
import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.NodeMove;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.NodeSignature.Finding;
import com.resultity.ports.accounts.PretendEthereum;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What looking at a node's signature finds. */
class NodeSignaturesTest {
  private static final NodeId NODE = new NodeId("0x" + "0".repeat(38) + "a1");
  private static final WalletAddress WALLET = new WalletAddress("0x" + "0".repeat(38) + "b2");
  private static final UUID ACCOUNT = new UUID(7, 7);
  private static final NodeSignature UNSIGNED = new NodeSignature("");

  private final PretendEthereum ethereum = new PretendEthereum();
  private final NodeSignatures signatures = new NodeSignatures(ethereum, Set.of(1L, 137L));

  @Test
  void whatTheNodeSignedIsGenuine() {
    assertThat(look(signed(pause(1, 7)))).isInstanceOf(Finding.Genuine.class);
    assertThat(look(signed(pause(137, 7)))).isInstanceOf(Finding.Genuine.class);
  }

  @Test
  void whatItSignedOfAnotherMessageIsNot() {
    NodeSignature other = signed(pause(1, 8)).signature();
    NodeSignature elsewhere = signed(pause(137, 7)).signature();
    MoveSigned resume = new MoveSigned(pause(1, 7).envelope(), NodeMove.RESUME, UNSIGNED);
    NodeSignature otherType = signed(resume).signature();

    assertWorthless(pause(1, 7).with(other), RefusalCode.SIGNATURE_INVALID);
    assertWorthless(pause(1, 7).with(elsewhere), RefusalCode.SIGNATURE_INVALID);
    assertWorthless(pause(1, 7).with(otherType), RefusalCode.SIGNATURE_INVALID);
  }

  @Test
  void whatAnotherSignedIsNot() {
    assertWorthless(
        pause(1, 7).with(new NodeSignature(sign(pause(1, 7), WALLET))),
        RefusalCode.SIGNATURE_INVALID);
  }

  @Test
  void aChainThatIsNotServedIsRefusedFirst() {
    assertWorthless(signed(pause(5, 7)), RefusalCode.CHAIN_NOT_ALLOWED);
  }

  @Test
  void whatIsNoSignatureIsRefusedForWhatItIs() {
    assertWorthless(pause(1, 7).with(new NodeSignature("0x1")), RefusalCode.SIGNATURE_MALFORMED);
    assertWorthless(pause(1, 7).with(new NodeSignature("0x12")), RefusalCode.SIGNATURE_TRUNCATED);
    assertWorthless(
        pause(1, 7).with(new NodeSignature("0x" + "ff".repeat(64) + "1b")),
        RefusalCode.SIGNATURE_MALFORMED);
  }

  @Test
  void aWalletsConsentIsLookedAtToo() {
    BindNode bind =
        new BindNode(
            pause(1, 7).envelope(), ACCOUNT, new Consent.OfWallet(WALLET, UNSIGNED), UNSIGNED);
    NodeSignature byNode = new NodeSignature(sign(bind, wallet(NODE)));
    NodeSignature byWallet = new NodeSignature(sign(bind, WALLET));

    BindNode good = bind.with(new Consent.OfWallet(WALLET, byWallet)).with(byNode);
    assertThat(consent(good)).isInstanceOf(Finding.Genuine.class);
    assertThat(look(good)).isInstanceOf(Finding.Genuine.class);
    BindNode bad = bind.with(new Consent.OfWallet(WALLET, byNode)).with(byNode);
    assertThat(consent(bad)).isEqualTo(new Finding.Worthless(RefusalCode.SIGNATURE_INVALID));
    assertThat(look(bad)).isInstanceOf(Finding.Genuine.class);
  }

  @Test
  void whatNobodySignsIsLeftAsItIs() {
    Command command = new SetShadowBan(NODE, true);

    assertThat(signatures.prepare(command).result()).isSameAs(command);
  }

  private Finding consent(BindNode command) {
    BindNode seen = (BindNode) signatures.prepare(command).result();
    Consent.OfWallet consent = (Consent.OfWallet) seen.consent();
    return Objects.requireNonNull(consent.signature().finding());
  }

  private Finding look(Signed command) {
    Signed seen = (Signed) signatures.prepare(command).result();
    return Objects.requireNonNull(seen.signature().finding());
  }

  private void assertWorthless(Signed command, RefusalCode why) {
    assertThat(look(command)).isEqualTo(new Finding.Worthless(why));
  }

  private Signed signed(Signed command) {
    return command.with(new NodeSignature(sign(command, wallet(NODE))));
  }

  private static WalletAddress wallet(NodeId node) {
    return new WalletAddress(node.address());
  }

  private String sign(Signed command, WalletAddress by) {
    byte[] digest =
        new TypedDigests(ethereum).digest(NodeMessages.of(command), command.envelope().chainId());
    return PretendEthereum.sign(by, digest);
  }

  private static MoveSigned pause(long chain, long sequence) {
    return new MoveSigned(
        new Envelope(NODE, chain, 1, sequence, Instant.EPOCH), NodeMove.PAUSE, UNSIGNED);
  }
}
