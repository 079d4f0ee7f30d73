package com.resultity.domain.nodes;

import static com.resultity.domain.journal.Scenario.NOON;
import static com.resultity.domain.journal.Scenario.after;
import static com.resultity.domain.journal.Scenario.id;
import static com.resultity.domain.nodes.NodeRequests.KEY;
import static com.resultity.domain.nodes.NodeRequests.NODE;
import static com.resultity.domain.nodes.NodeRequests.PROFILE;
import static com.resultity.domain.nodes.NodeRequests.SIGNED;
import static com.resultity.domain.nodes.NodeRequests.bind;
import static com.resultity.domain.nodes.NodeRequests.message;
import static com.resultity.domain.nodes.NodeRequests.move;
import static com.resultity.domain.nodes.NodeRequests.register;
import static com.resultity.domain.nodes.NodeRequests.unbind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.accounts.AccountStatus;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.Scenario;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeCommand.AssessNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.LiftPenalty;
import com.resultity.domain.nodes.NodeCommand.MoveNode;
import com.resultity.domain.nodes.NodeCommand.OfferNode;
import com.resultity.domain.nodes.NodeCommand.PenaliseNode;
import com.resultity.domain.nodes.NodeCommand.RegisterNode;
import com.resultity.domain.nodes.NodeCommand.ReleaseNode;
import com.resultity.domain.nodes.NodeCommand.SetShadowBan;
import com.resultity.domain.nodes.NodeRecord.MessageTaken;
import com.resultity.domain.nodes.NodeRecord.NodeAssessed;
import com.resultity.domain.nodes.NodeRecord.NodeBound;
import com.resultity.domain.nodes.NodeRecord.NodeChanged;
import com.resultity.domain.nodes.NodeRecord.NodeMoved;
import com.resultity.domain.nodes.NodeRecord.NodeOffered;
import com.resultity.domain.nodes.NodeRecord.NodeRegistered;
import com.resultity.domain.nodes.NodeRecord.NodeUnbound;
import com.resultity.domain.nodes.NodeRecord.PenaltyGiven;
import com.resultity.domain.nodes.NodeRecord.PenaltyLifted;
import com.resultity.domain.nodes.NodeRecord.ShadowBanSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nodes do, and what is done to them. */
class NodeTest {
  private static final UUID ANN = id(5);
  private static final UUID BOB = id(6);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aNodeThatSignedIsRegisteredWithTheKeyThatSigned() {
    Scenario.empty()
        .when(register(message(1, 1)))
        .then(
            new NodeRegistered(NODE, KEY, PROFILE), new MessageTaken(message(1, 1), SIGNED.text()));
  }

  @Test
  void whatIsSignedByNobodyIsRefusedForWhatWasFound() {
    NodeSignature worthless =
        SIGNED.found(new NodeSignature.Finding.Worthless(RefusalCode.SIGNATURE_HIGH_S));

    Scenario.empty()
        .when(new RegisterNode(message(1, 1), PROFILE, worthless))
        .thenRefused(RefusalCode.SIGNATURE_HIGH_S);
  }

  @Test
  void aMessageIsTakenOnceAndInOrder() {
    working()
        .when(move(message(1, 5), NodeMove.PAUSE))
        .thenKinds(NodeMoved.class, MessageTaken.class)
        .when(move(message(1, 5), NodeMove.RESUME))
        .thenRefused(RefusalCode.MESSAGE_REPLAYED)
        .when(move(message(1, 4), NodeMove.RESUME))
        .thenRefused(RefusalCode.MESSAGE_OUT_OF_ORDER)
        .when(move(message(0, 9), NodeMove.RESUME))
        .thenRefused(RefusalCode.MESSAGE_OUT_OF_ORDER)
        .and(move(message(2, 1), NodeMove.RESUME));
  }

  @Test
  void aMessageThatIsRefusedMayBeSentAgain() {
    working()
        .when(move(message(1, 5), NodeMove.RESUME))
        .thenRefused(RefusalCode.NODE_STATUS_INVALID, Map.of("status", "active"))
        .and(move(message(1, 5), NodeMove.PAUSE));
  }

  @Test
  void aMessageIsTakenWithinItsWindowAndAtItsEdges() {
    working()
        .when(move(message(1, 5, after(Duration.ofMinutes(5).plusMillis(1))), NodeMove.PAUSE))
        .thenRefused(RefusalCode.MESSAGE_FROM_FUTURE)
        .when(move(message(1, 5, after(Duration.ofMinutes(-5).minusMillis(1))), NodeMove.PAUSE))
        .thenRefused(RefusalCode.MESSAGE_STALE)
        .and(
            move(message(1, 6, after(Duration.ofMinutes(5))), NodeMove.PAUSE),
            move(message(1, 7, after(Duration.ofMinutes(-5))), NodeMove.RESUME));
  }

  @Test
  void aNodeThatChangesWhatWasValidatedIsToBeValidatedAnew() {
    NodeProfile faster = with(new Hardware("b200", 8, 1, 1), "0.6.1");
    NodeProfile newer = with(PROFILE.hardware(), "0.7");

    working()
        .when(new RegisterNode(message(1, 5), newer, SIGNED))
        .thenKinds(NodeChanged.class, MessageTaken.class)
        .when(new RegisterNode(message(1, 6), faster, SIGNED))
        .then(
            new NodeChanged(NODE, faster),
            new NodeMoved(NODE, NodeMove.CHANGE, NodeStatus.REGISTERED, null),
            new MessageTaken(message(1, 6), SIGNED.text()))
        .and(new MoveNode(NODE, NodeMove.FREEZE, null))
        .when(new RegisterNode(message(1, 7), PROFILE, SIGNED))
        .thenRefused(RefusalCode.NODE_STATUS_INVALID, Map.of("status", "frozen"));
  }

  private static NodeProfile with(Hardware hardware, String version) {
    return new NodeProfile(
        PROFILE.networks(), hardware, PROFILE.region(), PROFILE.runtime(), version);
  }

  @Test
  void aNodeBelongsToAnAccountByTheConsentOfBoth() {
    people()
        .when(bind(message(1, 5), id(9)))
        .thenRefused(RefusalCode.ACCOUNT_NOT_FOUND)
        .when(bind(message(1, 5), ANN))
        .then(new NodeBound(NODE, ANN), new MessageTaken(message(1, 5), SIGNED.text()))
        .when(bind(message(1, 6), ANN))
        .thenRefused(RefusalCode.NODE_ALREADY_BOUND);
  }

  @Test
  void aWalletOfTheAccountMayConsentForIt() {
    WalletAddress wallet = new WalletAddress("0x" + "b2".repeat(20));
    Scenario scenario = people();
    scenario.state().identities().loadLink(new WalletLink("nonce001", BOB, wallet, 1, NOON, null));

    scenario
        .when(bind(message(1, 5), ANN, new Consent.OfWallet(wallet, SIGNED)))
        .thenRefused(RefusalCode.WALLET_NOT_LINKED)
        .when(
            bind(
                message(1, 5),
                BOB,
                new Consent.OfWallet(
                    wallet,
                    SIGNED.found(
                        new NodeSignature.Finding.Worthless(RefusalCode.SIGNATURE_INVALID)))))
        .thenRefused(RefusalCode.SIGNATURE_INVALID)
        .and(bind(message(1, 5), BOB, new Consent.OfWallet(wallet, SIGNED)));
  }

  @Test
  void aSuspendedAccountGetsNoNode() {
    Scenario scenario = working();
    scenario.state().identities().loadAccount(Scenario.account(ANN, AccountStatus.SUSPENDED));

    scenario.when(bind(message(1, 5), ANN)).thenRefused(RefusalCode.ACCOUNT_NOT_ACTIVE);
  }

  @Test
  void aNodeMovesToAnotherAccountOnlyWhenItsOwnOffersIt() {
    people()
        .and(bind(message(1, 5), ANN))
        .when(bind(message(1, 6), BOB))
        .thenRefused(RefusalCode.NODE_BOUND_ELSEWHERE)
        .when(new OfferNode(NODE, BOB, BOB))
        .thenRefused(RefusalCode.NODE_NOT_BOUND)
        .when(new OfferNode(NODE, ANN, ANN))
        .thenRefused(RefusalCode.NODE_ALREADY_BOUND)
        .when(new OfferNode(NODE, ANN, BOB))
        .then(new NodeOffered(NODE, ANN, BOB))
        .and(new OfferNode(NODE, ANN, null))
        .when(bind(message(1, 6), BOB))
        .thenRefused(RefusalCode.NODE_BOUND_ELSEWHERE)
        .and(new OfferNode(NODE, ANN, BOB))
        .when(bind(message(1, 6), BOB))
        .then(
            new NodeUnbound(NODE, ANN),
            new NodeBound(NODE, BOB),
            new MessageTaken(message(1, 6), SIGNED.text()))
        .when(bind(message(1, 7), ANN))
        .thenRefused(RefusalCode.NODE_BOUND_ELSEWHERE);
  }

  @Test
  void eitherMayPart() {
    people()
        .and(bind(message(1, 5), ANN))
        .when(new ReleaseNode(NODE, BOB))
        .thenRefused(RefusalCode.NODE_NOT_BOUND)
        .and(new ReleaseNode(NODE, ANN))
        .when(unbind(message(1, 6)))
        .thenRefused(RefusalCode.NODE_NOT_BOUND)
        .and(bind(message(1, 6), BOB), unbind(message(1, 7)), bind(message(1, 8), ANN));
  }

  @Test
  void anExclusionIsOverAtItsInstantAndTheNodeComesBackItself() {
    Instant until = after(Duration.ofMinutes(2));
    working()
        .when(new MoveNode(NODE, NodeMove.EXCLUDE, NOON))
        .thenRefused(RefusalCode.EXPIRY_NOT_IN_FUTURE)
        .when(new MoveNode(NODE, NodeMove.EXCLUDE, until))
        .then(new NodeMoved(NODE, NodeMove.EXCLUDE, NodeStatus.EXCLUDED, until))
        .at(Duration.ofMinutes(2).minusNanos(1_000))
        .when(move(message(1, 5), NodeMove.RESUME))
        .thenRefused(RefusalCode.NODE_EXCLUDED, Map.of("until", until.toString()))
        .at(Duration.ofMinutes(2))
        .when(move(message(1, 5), NodeMove.RESUME))
        .thenKinds(NodeMoved.class, MessageTaken.class);
  }

  @Test
  void anExclusionLastsAsLongAsTheNetworkSaysUnlessSaidOtherwise() {
    working()
        .when(new MoveNode(NODE, NodeMove.EXCLUDE, null))
        .then(new NodeMoved(NODE, NodeMove.EXCLUDE, NodeStatus.EXCLUDED, NOON.plus(DAY)));
  }

  @Test
  void enoughPenaltiesThatCountExclude() {
    Instant soon = after(Duration.ofMinutes(1));
    working()
        .when(penalise(11, 60, soon))
        .then(new PenaltyGiven(NODE, id(11), 60, "slow", soon))
        .at(Duration.ofMinutes(1))
        .when(penalise(12, 60, NOON.plus(DAY)))
        .thenKinds(PenaltyGiven.class)
        .when(penalise(13, 40, NOON.plus(DAY)))
        .then(
            new PenaltyGiven(NODE, id(13), 40, "slow", NOON.plus(DAY)),
            new NodeMoved(NODE, NodeMove.EXCLUDE, NodeStatus.EXCLUDED, soon.plus(DAY)));
  }

  @Test
  void aPenaltyThatWasTakenBackCountsNoMore() {
    Instant until = NOON.plus(DAY);
    working()
        .and(penalise(11, 99, until))
        .when(new LiftPenalty(NODE, id(11)))
        .then(new PenaltyLifted(NODE, id(11)))
        .when(new LiftPenalty(NODE, id(11)))
        .thenRefused(RefusalCode.PENALTY_NOT_FOUND)
        .when(penalise(12, 99, until))
        .thenKinds(PenaltyGiven.class);
  }

  @Test
  void anExclusionIsNeverShortenedByAPenalty() {
    Instant late = NOON.plus(DAY.multipliedBy(9));
    working()
        .and(new MoveNode(NODE, NodeMove.EXCLUDE, late))
        .when(penalise(11, 100, NOON.plus(DAY)))
        .then(
            new PenaltyGiven(NODE, id(11), 100, "slow", NOON.plus(DAY)),
            new NodeMoved(NODE, NodeMove.EXCLUDE, NodeStatus.EXCLUDED, late));
  }

  @Test
  void aNodeThatDoesNotWorkIsMarkedAndStaysWhereItIs() {
    Scenario.empty()
        .and(register(message(1, 1)))
        .when(penalise(11, 1_000, NOON.plus(DAY)))
        .thenKinds(PenaltyGiven.class);
  }

  @Test
  void oneHundredPenaltiesMayCount() {
    Scenario scenario = Scenario.empty().and(register(message(1, 1)));
    for (int i = 0; i < Penalty.MOST; i++) {
      scenario.and(penalise(100 + i, 1, NOON.plus(DAY)));
    }

    scenario
        .when(penalise(300, 1, NOON.plus(DAY)))
        .thenRefused(RefusalCode.TOO_MANY_PENALTIES)
        .at(DAY)
        .and(penalise(300, 1, NOON.plus(DAY.multipliedBy(2))));
  }

  @Test
  void whoeverWasFrozenIsValidatedAnewAndWhoeverWasExcludedIsNot() {
    working()
        .and(new MoveNode(NODE, NodeMove.EXCLUDE, null))
        .when(new MoveNode(NODE, NodeMove.REINSTATE, null))
        .then(new NodeMoved(NODE, NodeMove.REINSTATE, NodeStatus.ACTIVE, null))
        .and(new MoveNode(NODE, NodeMove.FREEZE, null))
        .when(new MoveNode(NODE, NodeMove.REINSTATE, null))
        .then(new NodeMoved(NODE, NodeMove.REINSTATE, NodeStatus.REGISTERED, null));
  }

  @Test
  void trustAndShadowBansAreSetWhateverTheStatus() {
    Scenario scenario =
        working()
            .when(new AssessNode(NODE, 80, "audit 7"))
            .then(new NodeAssessed(NODE, 80, "audit 7"))
            .when(new SetShadowBan(NODE, true))
            .then(new ShadowBanSet(NODE, true));

    Node node = Objects.requireNonNull(scenario.state().node(NODE));
    assertThat(node.trust()).isEqualTo(80);
    assertThat(node.evidence()).isEqualTo("audit 7");
    assertThat(node.shadowBanned()).isTrue();
  }

  @Test
  void nothingIsAskedOfANodeThatIsNotThere() {
    for (Command command :
        List.of(
            bind(message(1, 1), ANN),
            move(message(1, 1), NodeMove.PAUSE),
            new MoveNode(NODE, NodeMove.FREEZE, null),
            new ReleaseNode(NODE, ANN),
            new SetShadowBan(NODE, true),
            new LiftPenalty(NODE, id(1)))) {
      Scenario.empty().when(command).thenRefused(RefusalCode.NODE_NOT_FOUND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRetiredNodeIsMovedNoMore(NodeMove move) {
    working()
        .and(move(message(1, 5), NodeMove.RETIRE))
        .when(new MoveNode(NODE, move, null))
        .thenRefused(RefusalCode.NODE_STATUS_INVALID, Map.of("status", "retired"));
  }

  private static PenaliseNode penalise(int number, int points, Instant expiresAt) {
    return new PenaliseNode(NODE, id(number), points, "slow", expiresAt);
  }

  /** A node that works, whose last message is the first of its first session. */
  private static Scenario working() {
    return Scenario.empty()
        .and(
            register(message(1, 1)),
            new MoveNode(NODE, NodeMove.VALIDATE, null),
            new MoveNode(NODE, NodeMove.ACTIVATE, null));
  }

  private static Scenario people() {
    Scenario scenario = working();
    scenario.state().identities().loadAccount(Scenario.account(ANN, AccountStatus.ACTIVE));
    scenario.state().identities().loadAccount(Scenario.account(BOB, AccountStatus.ACTIVE));
    return scenario;
  }

  @Test
  void aProfileNamesEachNetworkOnce() {
    assertThatThrownBy(() ->
            new NodeProfile(
                List.of(Network.TESTNET, Network.TESTNET), PROFILE.hardware(), "r", "v", "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
