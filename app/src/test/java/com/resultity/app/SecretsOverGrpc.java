package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.resultity.app.ethereum.TestWallet;
import com.resultity.grpc.accounts.v1.FindAccountRequest;
import com.resultity.grpc.accounts.v1.FindAccountResponse;
import com.resultity.grpc.accounts.v1.IssueKeyRequest;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeResponse;
import com.resultity.grpc.accounts.v1.LinkWalletRequest;
import com.resultity.grpc.accounts.v1.LinkWalletResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.accounts.v1.VerifyKeyRequest;
import com.resultity.grpc.accounts.v1.VerifyKeyResponse;
import com.resultity.grpc.accounts.v1.WalletProof;
import com.resultity.grpc.network.v1.NetworkName;
import io.vertx.grpc.common.GrpcStatus;

/** Tells the gRPC door every kind of secret, in calls that it takes and that it refuses. */
final class SecretsOverGrpc {
  private final GrpcCaller caller;
  private final Secrets secrets;
  private final String token;

  SecretsOverGrpc(int port, Secrets secrets) {
    this.caller = new GrpcCaller(port);
    this.secrets = secrets;
    this.token = secrets.token();
  }

  void tell() {
    for (String bad : secrets.badTokens()) {
      assertThat(open(bad, secrets.email("none")).status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    }
    String account = tellEmails();
    tellKeys(account);
    tellWallet(account);
    caller.close();
  }

  private String tellEmails() {
    String email = secrets.email("grpc");
    String account = open(token, email).get().getAccountId();
    FindAccountRequest find = FindAccountRequest.newBuilder().setEmail(email).build();
    call("FindAccount", find, FindAccountResponse.getDefaultInstance()).get();
    assertThat(open(token, email).status()).isEqualTo(GrpcStatus.ALREADY_EXISTS);
    assertThat(open(token, secrets.email("unlucky")).status()).isEqualTo(GrpcStatus.INTERNAL);
    assertThat(open(token, secrets.email("@")).status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    return account;
  }

  private GrpcCaller.Answer<OpenAccountResponse> open(String bearer, String email) {
    return caller.call(
        "resultity.accounts.v1.Accounts/OpenAccount",
        bearer,
        OpenAccountRequest.newBuilder().setEmail(email).build(),
        OpenAccountResponse.getDefaultInstance());
  }

  private void tellKeys(String account) {
    OpenNamespaceRequest open =
        OpenNamespaceRequest.newBuilder()
            .setAccountId(account)
            .setName("a")
            .setNetwork(NetworkName.NETWORK_NAME_TESTNET)
            .build();
    String namespace =
        call("OpenNamespace", open, OpenNamespaceResponse.getDefaultInstance())
            .get()
            .getNamespace()
            .getNamespaceId();
    IssueKeyRequest issue =
        IssueKeyRequest.newBuilder().setNamespaceId(namespace).setName("a").build();
    String key =
        secrets.keep(
            call("IssueKey", issue, IssueKeyResponse.getDefaultInstance()).get().getSecret());
    verify(key).get();
    assertThat(verify(secrets.unknownKey()).status()).isEqualTo(GrpcStatus.NOT_FOUND);
    assertThat(verify(key + "x").status()).isEqualTo(GrpcStatus.NOT_FOUND);
    assertThat(verify(key.repeat(9)).status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
  }

  private GrpcCaller.Answer<VerifyKeyResponse> verify(String key) {
    return call(
        "VerifyKey",
        VerifyKeyRequest.newBuilder().setSecret(key).build(),
        VerifyKeyResponse.getDefaultInstance());
  }

  private void tellWallet(String account) {
    TestWallet wallet = secrets.wallet();
    IssueWalletChallengeRequest ask =
        IssueWalletChallengeRequest.newBuilder()
            .setAccountId(account)
            .setAddress(wallet.address())
            .setChainId(1)
            .setDomain("localhost")
            .build();
    IssueWalletChallengeResponse challenge =
        call("IssueWalletChallenge", ask, IssueWalletChallengeResponse.getDefaultInstance()).get();
    String message = challenge.getMessage();
    secrets.keep(challenge.getNonce());
    assertThat(link(account, message, secrets.random(65)).status())
        .isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    String signature = secrets.keep(wallet.sign(message).substring(2));
    link(account, message, signature).get();
    assertThat(link(account, message, signature).status())
        .isEqualTo(GrpcStatus.FAILED_PRECONDITION);
  }

  private GrpcCaller.Answer<LinkWalletResponse> link(
      String account, String message, String signature) {
    WalletProof proof =
        WalletProof.newBuilder().setMessage(message).setSignature("0x" + signature).build();
    return call(
        "LinkWallet",
        LinkWalletRequest.newBuilder().setAccountId(account).setProof(proof).build(),
        LinkWalletResponse.getDefaultInstance());
  }

  private <A extends Message, B extends Message> GrpcCaller.Answer<B> call(
      String method, A request, B kind) {
    return caller.call("resultity.accounts.v1.Accounts/" + method, token, request, kind);
  }
}
