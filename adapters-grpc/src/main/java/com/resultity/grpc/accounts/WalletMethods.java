package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueOpeningChallengeResponse;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeRequest;
import com.resultity.grpc.accounts.v1.IssueWalletChallengeResponse;
import com.resultity.grpc.accounts.v1.LinkWalletRequest;
import com.resultity.grpc.accounts.v1.LinkWalletResponse;
import com.resultity.grpc.accounts.v1.UnlinkWalletRequest;
import com.resultity.grpc.accounts.v1.UnlinkWalletResponse;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** The methods of {@code resultity.accounts.v1.Accounts} about wallets. */
public final class WalletMethods {
  private static final Pattern DOMAIN = Pattern.compile("[!-~]{1,255}");
  private static final long MAX_CHAIN = 999_999_999_999_999_999L;
  private static final int MAX_MESSAGE = 2000;
  private static final int MAX_SIGNATURE = 4096;

  private final AccountReader accounts;
  private final WalletChallenges challenges;
  private final AccountMessages messages;

  public WalletMethods(AccountReader accounts, WalletChallenges challenges, Ethereum ethereum) {
    this.accounts = accounts;
    this.challenges = challenges;
    this.messages = new AccountMessages(ethereum);
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(
            Operation.ISSUE_WALLET_CHALLENGE,
            IssueWalletChallengeRequest.parser(),
            this::issueWalletChallenge),
        new Unary<>(
            Operation.ISSUE_OPENING_CHALLENGE,
            IssueOpeningChallengeRequest.parser(),
            this::issueOpeningChallenge),
        new Unary<>(Operation.LINK_WALLET, LinkWalletRequest.parser(), this::linkWallet),
        new Unary<>(Operation.UNLINK_WALLET, UnlinkWalletRequest.parser(), this::unlinkWallet));
  }

  /** Reads a signed challenge. */
  static WalletProof proof(
      Input in, String field, com.resultity.grpc.accounts.v1.WalletProof proof) {
    return new WalletProof(
        in.content(field + ".message", proof.getMessage(), 1, MAX_MESSAGE),
        in.content(field + ".signature", proof.getSignature(), 2, MAX_SIGNATURE));
  }

  private Ask<IssueWalletChallengeResponse> issueWalletChallenge(
      IssueWalletChallengeRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    WalletAddress address = in.wallet("address", request.getAddress());
    long chain = chain(in, request.getChainId());
    String domain = domain(in, request.getDomain());
    in.check();
    return new Ask.Look<>(
        new Target.OfAccount(account),
        () ->
            accounts
                .find(account)
                .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND)))
                .map(_ -> issued(challenges.issue(address, chain, domain, account))));
  }

  private static IssueWalletChallengeResponse issued(WalletChallenge challenge) {
    return IssueWalletChallengeResponse.newBuilder()
        .setMessage(challenge.text())
        .setNonce(challenge.nonce())
        .setExpiresAt(Render.time(challenge.expiresAt()))
        .build();
  }

  private Ask<IssueOpeningChallengeResponse> issueOpeningChallenge(
      IssueOpeningChallengeRequest request) {
    Input in = new Input();
    WalletAddress address = in.wallet("address", request.getAddress());
    long chain = chain(in, request.getChainId());
    String domain = domain(in, request.getDomain());
    in.check();
    return new Ask.Look<>(
        new Target.Everything(),
        () -> Future.succeededFuture(opening(challenges.issue(address, chain, domain, null))));
  }

  private static IssueOpeningChallengeResponse opening(WalletChallenge challenge) {
    return IssueOpeningChallengeResponse.newBuilder()
        .setMessage(challenge.text())
        .setNonce(challenge.nonce())
        .setExpiresAt(Render.time(challenge.expiresAt()))
        .build();
  }

  private static long chain(Input in, long chain) {
    if (chain < 1 || chain > MAX_CHAIN) {
      in.reject("chain_id", "must be from 1 to " + MAX_CHAIN);
    }
    return chain;
  }

  private static String domain(Input in, String domain) {
    if (!DOMAIN.matcher(domain).matches()) {
      in.reject("domain", "must be 1 to 255 characters of ASCII without blanks");
    }
    return domain;
  }

  private Ask<LinkWalletResponse> linkWallet(LinkWalletRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    WalletProof proof = proof(in, "proof", request.getProof());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new AccountCommand.LinkWallet(account, proof),
        done ->
            LinkWalletResponse.newBuilder()
                .setWallet(messages.wallet(done.get(WalletLinked.class), AccountMessages.at(done)))
                .build());
  }

  private Ask<UnlinkWalletResponse> unlinkWallet(UnlinkWalletRequest request) {
    Input in = new Input();
    UUID account = in.id("account_id", request.getAccountId());
    WalletAddress address = in.wallet("address", request.getAddress());
    in.check();
    return new Ask.Change<>(
        new Target.OfAccount(account),
        new AccountCommand.UnlinkWallet(account, address),
        done ->
            UnlinkWalletResponse.newBuilder()
                .setAddress(messages.ethereum().checksummed(address))
                .setUnlinkedAt(Render.time(AccountMessages.at(done)))
                .build());
  }
}
