package com.resultity.grpc;

import static com.resultity.grpc.Story.ACCOUNTS;

import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.resultity.grpc.accounts.v1.Account;
import com.resultity.grpc.accounts.v1.GetAccountRequest;
import com.resultity.grpc.accounts.v1.GetAccountResponse;
import com.resultity.grpc.accounts.v1.IssueKeyRequest;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeResponse;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeResponse;
import com.resultity.grpc.accounts.v1.LinkWalletRequest;
import com.resultity.grpc.accounts.v1.LinkWalletResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.SuspendAccountRequest;
import com.resultity.grpc.accounts.v1.SuspendAccountResponse;
import com.resultity.grpc.accounts.v1.UnlinkWalletRequest;
import com.resultity.grpc.accounts.v1.UnlinkWalletResponse;
import com.resultity.grpc.accounts.v1.Wallet;
import com.resultity.grpc.accounts.v1.WalletProof;

/** What tests of accounts do in one step. */
record AccountStory(Served served, Story story) {
  static final String WALLET = "0x" + "ab".repeat(20);

  <A extends Message> A call(String method, Message request, A kind) {
    return served.call(ACCOUNTS + method, "admin", request, kind);
  }

  /** The code that refuses a call; {@code OK} when it is answered. */
  String code(String method, String token, Message request, Message kind) {
    return served
        .reply(ACCOUNTS + method, Served.as(token), request, kind)
        .detail(ErrorInfo.class)
        .map(ErrorInfo::getReason)
        .orElse("OK");
  }

  Account account() {
    return call(
            "GetAccount",
            GetAccountRequest.newBuilder().setAccountId(story.account).build(),
            GetAccountResponse.getDefaultInstance())
        .getAccount();
  }

  OpenAccountResponse open(OpenAccountRequest.Builder request) {
    return call("OpenAccount", request.build(), OpenAccountResponse.getDefaultInstance());
  }

  void suspend(String account) {
    call(
        "SuspendAccount",
        SuspendAccountRequest.newBuilder().setAccountId(account).build(),
        SuspendAccountResponse.getDefaultInstance());
  }

  String challenge(String wallet) {
    return call(
            "IssueWalletChallenge",
            IssueWalletChallengeRequest.newBuilder()
                .setAccountId(story.account)
                .setAddress(wallet)
                .setChainId(1)
                .setDomain("localhost")
                .build(),
            IssueWalletChallengeResponse.getDefaultInstance())
        .getMessage();
  }

  String openingChallenge(String wallet) {
    return call(
            "IssueOpeningChallenge",
            IssueOpeningChallengeRequest.newBuilder()
                .setAddress(wallet)
                .setChainId(1)
                .setDomain("localhost")
                .build(),
            IssueOpeningChallengeResponse.getDefaultInstance())
        .getMessage();
  }

  static WalletProof proof(String wallet, String message) {
    return WalletProof.newBuilder()
        .setMessage(message)
        .setSignature(PaperEthereum.sign(wallet, message))
        .build();
  }

  LinkWalletRequest linking(WalletProof proof) {
    return LinkWalletRequest.newBuilder().setAccountId(story.account).setProof(proof).build();
  }

  Wallet link(String wallet) {
    return link(proof(wallet, challenge(wallet)));
  }

  Wallet link(WalletProof proof) {
    return call("LinkWallet", linking(proof), LinkWalletResponse.getDefaultInstance()).getWallet();
  }

  UnlinkWalletRequest unlinking(String wallet) {
    return UnlinkWalletRequest.newBuilder().setAccountId(story.account).setAddress(wallet).build();
  }

  UnlinkWalletResponse unlink(String wallet) {
    return call("UnlinkWallet", unlinking(wallet), UnlinkWalletResponse.getDefaultInstance());
  }

  IssueKeyRequest.Builder key(String name) {
    return IssueKeyRequest.newBuilder().setNamespaceId(story.namespace).setName(name);
  }

  IssueKeyResponse issue(IssueKeyRequest.Builder key) {
    return call("IssueKey", key.build(), IssueKeyResponse.getDefaultInstance());
  }
}
