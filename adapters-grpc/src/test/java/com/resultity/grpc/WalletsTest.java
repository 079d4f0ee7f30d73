package com.resultity.grpc;

import static com.resultity.grpc.AccountStory.WALLET;
import static com.resultity.grpc.AccountStory.proof;
import static com.resultity.grpc.Story.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import com.resultity.grpc.accounts.v1.FindAccountRequest;
import com.resultity.grpc.accounts.v1.FindAccountResponse;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeResponse;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeResponse;
import com.resultity.grpc.accounts.v1.LinkWalletRequest;
import com.resultity.grpc.accounts.v1.LinkWalletResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.UnlinkWalletRequest;
import com.resultity.grpc.accounts.v1.UnlinkWalletResponse;
import com.resultity.grpc.accounts.v1.Wallet;
import com.resultity.grpc.accounts.v1.WalletProof;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wallets are linked by what they sign. */
class WalletsTest {
  private final Served served = new Served();
  private final Story story = new Story(served);
  private final AccountStory accounts = new AccountStory(served, story);

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void aWalletThatSignsItsChallengeIsLinkedAndShownWithItsChecksum() {
    Wallet wallet = accounts.link(WALLET);
    assertThat(wallet.getAddress()).isEqualTo(PaperEthereum.shown(WALLET));
    assertThat(wallet.getChainId()).isEqualTo(1);
    assertThat(wallet.hasUnlinkedAt()).isFalse();
    assertThat(accounts.account().getWalletsList()).containsExactly(wallet);
  }

  @Test
  void aRepeatedLinkAnswersTheSame() {
    LinkWalletRequest link = accounts.linking(proof(WALLET, accounts.challenge(WALLET)));
    Map<String, String> metadata = Served.as("account");
    LinkWalletResponse kind = LinkWalletResponse.getDefaultInstance();
    var first = served.reply(ACCOUNTS + "LinkWallet", metadata, link, kind);
    var second = served.reply(ACCOUNTS + "LinkWallet", metadata, link, kind);
    assertThat(second.answer()).isEqualTo(first.answer());
    assertThat(second.meta("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void aWalletThatLeftIsKeptInTheAccountAndMayComeBack() {
    Wallet first = accounts.link(WALLET);
    UnlinkWalletResponse left = accounts.unlink(PaperEthereum.shown(WALLET));
    assertThat(left.getAddress()).isEqualTo(PaperEthereum.shown(WALLET));
    Wallet second = accounts.link(WALLET);
    assertThat(accounts.account().getWalletsList())
        .containsExactly(first.toBuilder().setUnlinkedAt(left.getUnlinkedAt()).build(), second);
  }

  @Test
  void anAccountIsOpenedWithItsFirstWalletAndFoundByIt() {
    var opened =
        accounts.open(
            OpenAccountRequest.newBuilder()
                .setWallet(proof(WALLET, accounts.openingChallenge(WALLET))));
    assertThat(opened.getWallet().getAddress()).isEqualTo(PaperEthereum.shown(WALLET));
    assertThat(opened.getWallet().getLinkedAt()).isEqualTo(opened.getOpenedAt());
    var found =
        accounts.call(
            "FindAccount",
            FindAccountRequest.newBuilder().setWallet(WALLET).build(),
            FindAccountResponse.getDefaultInstance());
    assertThat(found.getAccount().getAccountId()).isEqualTo(opened.getAccountId());
    assertThat(found.getAccount().getWalletsList()).containsExactly(opened.getWallet());
  }

  @Test
  void aChallengeIsIssuedOnlyForWhatExistsAndIsAllowed() {
    IssueWalletChallengeRequest request =
        IssueWalletChallengeRequest.newBuilder()
            .setAccountId(story.account)
            .setAddress(WALLET)
            .setChainId(1)
            .setDomain("localhost")
            .build();
    assertThat(challenge(request)).isEqualTo("OK");
    assertThat(challenge(request.toBuilder().setAccountId(story.namespace).build()))
        .isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(challenge(request.toBuilder().setChainId(5).build())).isEqualTo("CHAIN_NOT_ALLOWED");
    assertThat(challenge(request.toBuilder().setDomain("elsewhere").build()))
        .isEqualTo("DOMAIN_NOT_ALLOWED");
  }

  private String challenge(IssueWalletChallengeRequest request) {
    return accounts.code(
        "IssueWalletChallenge",
        "account",
        request,
        IssueWalletChallengeResponse.getDefaultInstance());
  }

  @Test
  void aNarrowedTokenGetsNoChallengeThatOpensAnAccount() {
    assertThat(
            accounts.code(
                "IssueOpeningChallenge",
                "account/account=" + story.account,
                IssueOpeningChallengeRequest.newBuilder()
                    .setAddress(WALLET)
                    .setChainId(1)
                    .setDomain("localhost")
                    .build(),
                IssueOpeningChallengeResponse.getDefaultInstance()))
        .isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void whatCannotBeReadIsNamedFieldByField() {
    var challenge =
        served.reply(
            ACCOUNTS + "IssueWalletChallenge",
            Served.as("admin"),
            IssueWalletChallengeRequest.newBuilder()
                .setAddress("0x12")
                .setDomain("two words")
                .build(),
            IssueWalletChallengeResponse.getDefaultInstance());
    assertThat(challenge.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("account_id", "address", "chain_id", "domain");
    var proof =
        served.reply(
            ACCOUNTS + "LinkWallet",
            Served.as("admin"),
            accounts.linking(
                WalletProof.newBuilder()
                    .setMessage("x".repeat(2001))
                    .setSignature("0".repeat(4097))
                    .build()),
            LinkWalletResponse.getDefaultInstance());
    assertThat(proof.detail(BadRequest.class).orElseThrow().getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactly("proof.message", "proof.signature");
    assertThat(
            accounts.code(
                "UnlinkWallet",
                "admin",
                UnlinkWalletRequest.newBuilder().setAccountId(story.account).build(),
                UnlinkWalletResponse.getDefaultInstance()))
        .isEqualTo("INVALID_REQUEST");
  }
}
