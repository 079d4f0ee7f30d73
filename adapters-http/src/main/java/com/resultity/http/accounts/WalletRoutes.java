package com.resultity.http.accounts;

import com.resultity.domain.accounts.AccountCommand.LinkWallet;
import com.resultity.domain.accounts.AccountCommand.UnlinkWallet;
import com.resultity.domain.accounts.AccountRecord.WalletLinked;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.accounts.WalletChallenge;
import com.resultity.domain.accounts.WalletLink;
import com.resultity.domain.accounts.WalletProof;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.AccountReader;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.accounts.WalletChallenges;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets. */
public final class WalletRoutes implements Routes {
  private final WalletChallenges challenges;
  private final AccountReader accounts;
  private final Ethereum ethereum;

  public WalletRoutes(WalletChallenges challenges, AccountReader accounts, Ethereum ethereum) {
    this.challenges = challenges;
    this.accounts = accounts;
    this.ethereum = ethereum;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Question(
            Operation.ISSUE_WALLET_CHALLENGE,
            AccountRoutes.ACCOUNT + "/wallet-challenges",
            AccountRoutes::account,
            this::challenge),
        new Route.Question(
            Operation.ISSUE_OPENING_CHALLENGE,
            "/v1/wallet-challenges",
            _ -> new Target.Everything(),
            (_, body) -> Future.succeededFuture(issue(body, null))),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.LINK_WALLET,
            AccountRoutes.ACCOUNT + "/wallets",
            AccountRoutes::account,
            (call, body) -> new LinkWallet(call.id("accountId"), proof(body)),
            this::linked),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.UNLINK_WALLET,
            AccountRoutes.ACCOUNT + "/wallets:unlink",
            AccountRoutes::account,
            (call, body) -> new UnlinkWallet(call.id("accountId"), address(body, "address")),
            this::unlinked));
  }

  /** Reads a signed challenge. */
  static WalletProof proof(Body body) {
    return new WalletProof(body.text("message"), body.text("signature"));
  }

  static WalletAddress address(Body body, String name) {
    return new WalletAddress(body.text(name));
  }

  /** The link that was made. */
  static WalletLink link(WalletLinked linked, Outcome.Done done) {
    return new WalletLink(
        linked.nonce(),
        linked.accountId(),
        linked.address(),
        linked.chainId(),
        AccountRoutes.at(done),
        null);
  }

  private Future<Reply> challenge(Call call, Body body) {
    UUID accountId = call.id("accountId");
    return accounts
        .find(accountId)
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.ACCOUNT_NOT_FOUND)))
        .map(_ -> issue(body, accountId));
  }

  private Reply issue(Body body, @Nullable UUID accountId) {
    WalletChallenge challenge =
        challenges.issue(
            address(body, "address"), body.big("chainId"), body.text("domain"), accountId);
    return Reply.ok(
        new Json()
            .object()
            .field("message", challenge.text())
            .field("nonce", challenge.nonce())
            .field("expiresAt", challenge.expiresAt())
            .end());
  }

  private Reply linked(LinkWallet command, Outcome.Done done) {
    WalletLink link = link(done.get(WalletLinked.class), done);
    return Reply.created(
        "/v1/accounts/" + command.accountId(), new AccountJson(ethereum).write(new Json(), link));
  }

  private Reply unlinked(UnlinkWallet command, Outcome.Done done) {
    return Reply.ok(
        new Json()
            .object()
            .field("address", ethereum.checksummed(command.address()))
            .field("unlinkedAt", AccountRoutes.at(done))
            .end());
  }
}
