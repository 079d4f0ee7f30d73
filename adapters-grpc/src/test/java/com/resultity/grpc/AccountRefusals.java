package com.resultity.grpc;

import static com.resultity.grpc.AccountStory.WALLET;
import static com.resultity.grpc.AccountStory.proof;
import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.ACCOUNTS;

import com.google.protobuf.Message;
import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.accounts.Scope;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.Origin;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.network.Network;
import com.resultity.grpc.RefusalTableTest.Call;
import com.resultity.grpc.accounts.v1.CloseAccountRequest;
import com.resultity.grpc.accounts.v1.CloseAccountResponse;
import com.resultity.grpc.accounts.v1.CloseNamespaceRequest;
import com.resultity.grpc.accounts.v1.CloseNamespaceResponse;
import com.resultity.grpc.accounts.v1.ErasePersonalDataRequest;
import com.resultity.grpc.accounts.v1.ErasePersonalDataResponse;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.accounts.v1.LinkWalletResponse;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.OpenAccountResponse;
import com.resultity.grpc.accounts.v1.OpenNamespaceRequest;
import com.resultity.grpc.accounts.v1.OpenNamespaceResponse;
import com.resultity.grpc.accounts.v1.ReinstateAccountRequest;
import com.resultity.grpc.accounts.v1.ReinstateAccountResponse;
import com.resultity.grpc.accounts.v1.RevokeKeyRequest;
import com.resultity.grpc.accounts.v1.RevokeKeyResponse;
import com.resultity.grpc.accounts.v1.RotateKeyRequest;
import com.resultity.grpc.accounts.v1.RotateKeyResponse;
import com.resultity.grpc.accounts.v1.SuspendAccountRequest;
import com.resultity.grpc.accounts.v1.SuspendAccountResponse;
import com.resultity.grpc.accounts.v1.UnlinkWalletResponse;
import com.resultity.grpc.accounts.v1.VerifyKeyRequest;
import com.resultity.grpc.accounts.v1.VerifyKeyResponse;
import com.resultity.grpc.accounts.v1.WalletProof;
import com.resultity.ports.journal.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How each refusal about accounts, wallets, namespaces and keys is met. */
final class AccountRefusals {
  private static final String NOBODY = "01981c7e-4c00-7000-8004-00000000002a";

  private final Served served;
  private final Story story;
  private final AccountStory accounts;

  private AccountRefusals(Served served, Story story) {
    this.served = served;
    this.story = story;
    this.accounts = new AccountStory(served, story);
  }

  /** What is to be refused with the code, after all that leads there. */
  private static void put(
      Map<RefusalCode, Function<RefusalTableTest, Call>> table,
      RefusalCode code,
      Function<AccountRefusals, Call> row) {
    table.put(code, t -> row.apply(new AccountRefusals(t.served, t.story)));
  }

  static void rows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    accountRows(table);
    challengeRows(table);
    signatureRows(table);
    walletRows(table);
    namespaceRows(table);
    keyRows(table);
  }

  private static void accountRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(
        table,
        RefusalCode.ACCOUNT_NOT_ACTIVE,
        t -> {
          t.accounts.suspend(t.story.account);
          return t.call(
              "SuspendAccount",
              SuspendAccountRequest.newBuilder().setAccountId(t.story.account).build(),
              SuspendAccountResponse.getDefaultInstance());
        });
    put(
        table,
        RefusalCode.ACCOUNT_NOT_SUSPENDED,
        t ->
            t.call(
                "ReinstateAccount",
                ReinstateAccountRequest.newBuilder().setAccountId(t.story.account).build(),
                ReinstateAccountResponse.getDefaultInstance()));
    put(
        table,
        RefusalCode.ACCOUNT_CLOSED,
        t -> {
          t.done(t.closeNamespace());
          t.done(t.closeAccount());
          return t.closeAccount();
        });
    put(table, RefusalCode.ACCOUNT_NOT_EMPTY, AccountRefusals::closeAccount);
    put(
        table,
        RefusalCode.PERSONAL_DATA_ABSENT,
        t ->
            t.call(
                "ErasePersonalData",
                ErasePersonalDataRequest.newBuilder().setAccountId(t.story.account).build(),
                ErasePersonalDataResponse.getDefaultInstance()));
  }

  private static void challengeRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(table, RefusalCode.CHALLENGE_MALFORMED, t -> t.link(proof(WALLET, "let me in")));
    put(table, RefusalCode.CHALLENGE_NOT_ISSUED, t -> t.forged("Nonce: .*", "Nonce: 12345678"));
    put(table, RefusalCode.DOMAIN_NOT_ALLOWED, t -> t.forged("localhost", "elsewhere"));
    put(table, RefusalCode.CHAIN_NOT_ALLOWED, t -> t.forged("Chain ID: 1", "Chain ID: 5"));
    put(
        table,
        RefusalCode.CHALLENGE_OF_OTHER_ACCOUNT,
        t -> t.link(proof(WALLET, t.accounts.openingChallenge(WALLET))));
    put(
        table,
        RefusalCode.CHALLENGE_EXPIRED,
        t -> {
          WalletProof late = proof(WALLET, t.accounts.challenge(WALLET));
          t.served.pass(Duration.ofMinutes(6));
          return t.link(late);
        });
    put(
        table,
        RefusalCode.CHALLENGE_USED,
        t -> {
          WalletProof used = proof(WALLET, t.accounts.challenge(WALLET));
          t.accounts.link(used);
          t.accounts.unlink(WALLET);
          return t.link(used);
        });
  }

  private static void signatureRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(table, RefusalCode.SIGNATURE_MALFORMED, t -> t.signed(_ -> "0xno"));
    put(table, RefusalCode.SIGNATURE_TRUNCATED, t -> t.signed(good -> good.substring(0, 130)));
    put(table, RefusalCode.SIGNATURE_TOO_LONG, t -> t.signed(good -> good + "00"));
    put(
        table,
        RefusalCode.SIGNATURE_HIGH_S,
        t ->
            t.signed(good -> good.substring(0, 66) + "f".repeat(31) + "e" + "0".repeat(32) + "1b"));
    put(
        table,
        RefusalCode.SIGNATURE_INVALID,
        t -> t.link(proof(Story.NODE.replace('a', 'c'), t.accounts.challenge(WALLET))));
    put(table, RefusalCode.CONTRACT_WALLET, t -> t.signed(good -> good + good.substring(2)));
  }

  private static void walletRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(
        table,
        RefusalCode.WALLET_TAKEN,
        t -> {
          t.accounts.link(WALLET);
          OpenAccountRequest request =
              OpenAccountRequest.newBuilder()
                  .setWallet(proof(WALLET, t.accounts.openingChallenge(WALLET)))
                  .build();
          return t.call("OpenAccount", request, OpenAccountResponse.getDefaultInstance());
        });
    put(
        table,
        RefusalCode.WALLET_NOT_LINKED,
        t ->
            t.call(
                "UnlinkWallet",
                t.accounts.unlinking(WALLET),
                UnlinkWalletResponse.getDefaultInstance()));
    put(
        table,
        RefusalCode.TOO_MANY_WALLETS,
        t -> {
          for (int i = 1; i <= WalletLink.MOST; i++) {
            t.accounts.link("0x%040x".formatted(i));
          }
          return t.link(proof(WALLET, t.accounts.challenge(WALLET)));
        });
  }

  private static void namespaceRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(
        table,
        RefusalCode.TOO_MANY_NAMESPACES,
        t -> {
          UUID account = UUID.fromString(t.story.account);
          t.fill(
              Namespace.MOST - 1,
              i -> new OpenNamespace(beside(account, i), account, "n" + i, Network.TESTNET));
          OpenNamespaceRequest request =
              OpenNamespaceRequest.newBuilder()
                  .setAccountId(t.story.account)
                  .setName("other")
                  .setNetwork(Story.publish().getNetwork())
                  .build();
          return t.call("OpenNamespace", request, OpenNamespaceResponse.getDefaultInstance());
        });
    put(
        table,
        RefusalCode.NAMESPACE_CLOSED,
        t -> {
          t.done(t.closeNamespace());
          return t.issueKey();
        });
    put(
        table,
        RefusalCode.NAMESPACE_NOT_EMPTY,
        t -> {
          t.story.credit();
          return t.closeNamespace();
        });
  }

  private static void keyRows(Map<RefusalCode, Function<RefusalTableTest, Call>> table) {
    put(table, RefusalCode.KEY_NOT_FOUND, t -> t.revoke(NOBODY));
    put(
        table,
        RefusalCode.KEY_INVALID,
        t ->
            new Call(
                ACCOUNTS + "VerifyKey",
                "cloud",
                VerifyKeyRequest.newBuilder().setSecret("guessed").build(),
                VerifyKeyResponse.getDefaultInstance(),
                false));
    put(
        table,
        RefusalCode.KEY_REVOKED,
        t -> {
          String key = t.accounts.issue(t.accounts.key("ci")).getKey().getKeyId();
          t.done(t.revoke(key));
          return t.revoke(key);
        });
    put(
        table,
        RefusalCode.KEY_EXPIRED,
        t -> {
          var key = t.accounts.issue(t.accounts.key("ci").setExpiresAt(t.story.inAnHour)).getKey();
          t.served.pass(Duration.ofHours(2));
          return t.call(
              "RotateKey",
              RotateKeyRequest.newBuilder().setKeyId(key.getKeyId()).build(),
              RotateKeyResponse.getDefaultInstance());
        });
    put(
        table,
        RefusalCode.TOO_MANY_KEYS,
        t -> {
          UUID namespace = UUID.fromString(t.story.namespace);
          t.fill(
              ApiKey.MOST,
              i ->
                  new IssueKey(
                      beside(namespace, i),
                      namespace,
                      "k" + i,
                      new KeySecret("", Digest.NONE),
                      EnumSet.allOf(Scope.class),
                      null,
                      null));
          return t.issueKey();
        });
  }

  private Call call(String method, Message request, Message kind) {
    return new Call(ACCOUNTS + method, "admin", request, kind);
  }

  private void done(Call call) {
    served.call(call.method(), call.role(), call.request(), call.kind());
  }

  private Call link(WalletProof proof) {
    return call("LinkWallet", accounts.linking(proof), LinkWalletResponse.getDefaultInstance());
  }

  /** A link by a challenge that is not as it was issued. */
  private Call forged(String what, String by) {
    return link(proof(WALLET, accounts.challenge(WALLET).replaceAll(what, by)));
  }

  /** A link by a good challenge and something else than its signature. */
  private Call signed(Function<String, String> signature) {
    WalletProof good = proof(WALLET, accounts.challenge(WALLET));
    return link(good.toBuilder().setSignature(signature.apply(good.getSignature())).build());
  }

  private Call closeAccount() {
    return call(
        "CloseAccount",
        CloseAccountRequest.newBuilder().setAccountId(story.account).build(),
        CloseAccountResponse.getDefaultInstance());
  }

  private Call closeNamespace() {
    return call(
        "CloseNamespace",
        CloseNamespaceRequest.newBuilder().setNamespaceId(story.namespace).build(),
        CloseNamespaceResponse.getDefaultInstance());
  }

  private Call issueKey() {
    return call("IssueKey", accounts.key("ci").build(), IssueKeyResponse.getDefaultInstance());
  }

  private Call revoke(String key) {
    return call(
        "RevokeKey",
        RevokeKeyRequest.newBuilder().setKeyId(key).build(),
        RevokeKeyResponse.getDefaultInstance());
  }

  /** So many commands, past the door. */
  private void fill(int count, IntFunction<Command> command) {
    Caller caller = new Caller(new Origin("test", "", null), null, null);
    await(
        Future.all(
            IntStream.range(0, count)
                .mapToObj(i -> served.committer.submit(caller, command.apply(i)))
                .toList()));
  }

  private static UUID beside(UUID owner, int number) {
    return Ids.of(Instant.now(), Ids.homeSlot(owner), number);
  }
}
