package com.resultity.grpc;

import static com.resultity.grpc.Served.await;
import static com.resultity.grpc.Story.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.grpc.accounts.v1.AccountRole;
import com.resultity.grpc.accounts.v1.AccountRoles;
import com.resultity.grpc.accounts.v1.AccountStatus;
import com.resultity.grpc.accounts.v1.ChangeAccountRequest;
import com.resultity.grpc.accounts.v1.ChangeAccountResponse;
import com.resultity.grpc.accounts.v1.CloseAccountRequest;
import com.resultity.grpc.accounts.v1.CloseAccountResponse;
import com.resultity.grpc.accounts.v1.CloseNamespaceRequest;
import com.resultity.grpc.accounts.v1.CloseNamespaceResponse;
import com.resultity.grpc.accounts.v1.ErasePersonalDataRequest;
import com.resultity.grpc.accounts.v1.ErasePersonalDataResponse;
import com.resultity.grpc.accounts.v1.FindAccountRequest;
import com.resultity.grpc.accounts.v1.FindAccountResponse;
import com.resultity.grpc.accounts.v1.GetReferralsRequest;
import com.resultity.grpc.accounts.v1.GetReferralsResponse;
import com.resultity.grpc.accounts.v1.NamespaceStatus;
import com.resultity.grpc.accounts.v1.OpenAccountRequest;
import com.resultity.grpc.accounts.v1.Referral;
import com.resultity.grpc.accounts.v1.ReinstateAccountRequest;
import com.resultity.grpc.accounts.v1.ReinstateAccountResponse;
import com.resultity.grpc.accounts.v1.RenameNamespaceRequest;
import com.resultity.grpc.accounts.v1.RenameNamespaceResponse;
import com.resultity.ports.accounts.FollowAccounts;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Accounts and namespaces, from their opening to their end. */
class AccountsTest {
  private final Served served = new Served();
  private final Story story = new Story(served);
  private final AccountStory accounts = new AccountStory(served, story);

  @AfterEach
  void close() {
    served.close();
  }

  private ChangeAccountRequest.Builder change() {
    return ChangeAccountRequest.newBuilder().setAccountId(story.account);
  }

  private ChangeAccountResponse changed(ChangeAccountRequest.Builder change) {
    return accounts.call(
        "ChangeAccount", change.build(), ChangeAccountResponse.getDefaultInstance());
  }

  private String find(String token, FindAccountRequest.Builder request) {
    return accounts.code(
        "FindAccount", token, request.build(), FindAccountResponse.getDefaultInstance());
  }

  private void follow() {
    await(new FollowAccounts(served.committer, served.store.standings()).run());
  }

  @Test
  void whatIsNotChangedStays() {
    ChangeAccountResponse email = changed(change().setEmail(" Ada@Example.org"));
    assertThat(email.getEmail()).isEqualTo("ada@example.org");
    ChangeAccountResponse roles =
        changed(
            change()
                .setRoles(AccountRoles.newBuilder().addRoles(AccountRole.ACCOUNT_ROLE_REFERRER)));
    assertThat(roles.hasEmail()).isFalse();
    assertThat(roles.getRolesList()).containsExactly(AccountRole.ACCOUNT_ROLE_REFERRER);
    assertThat(accounts.account().getEmail()).isEqualTo("ada@example.org");
    changed(change().setRoles(AccountRoles.getDefaultInstance()));
    assertThat(accounts.account().getRolesList()).isEmpty();
  }

  @Test
  void aChangeOfNothingIsNone() {
    assertThat(
            accounts.code(
                "ChangeAccount",
                "account",
                change().build(),
                ChangeAccountResponse.getDefaultInstance()))
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void aRepeatedChangeAnswersTheSame() {
    Map<String, String> metadata = Served.as("account");
    ChangeAccountRequest request = change().setEmail("ada@example.org").build();
    ChangeAccountResponse kind = ChangeAccountResponse.getDefaultInstance();
    var first = served.reply(ACCOUNTS + "ChangeAccount", metadata, request, kind);
    var second = served.reply(ACCOUNTS + "ChangeAccount", metadata, request, kind);
    assertThat(second.answer()).isEqualTo(first.answer());
    assertThat(second.meta("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void anAccountIsFoundByItsEmailUntilItIsErased() {
    changed(change().setEmail("ada@example.org"));
    FindAccountRequest.Builder byEmail =
        FindAccountRequest.newBuilder().setEmail("ADA@example.org");
    assertThat(
            accounts
                .call("FindAccount", byEmail.build(), FindAccountResponse.getDefaultInstance())
                .getAccount())
        .isEqualTo(accounts.account());
    ErasePersonalDataResponse erased =
        accounts.call(
            "ErasePersonalData",
            ErasePersonalDataRequest.newBuilder().setAccountId(story.account).build(),
            ErasePersonalDataResponse.getDefaultInstance());
    assertThat(erased.getAccountId()).isEqualTo(story.account);
    assertThat(erased.hasErasedAt()).isTrue();
    assertThat(find("account", byEmail)).isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(accounts.account().hasEmail()).isFalse();
  }

  @Test
  void anAccountIsSoughtByOneThingAndByNoNarrowedToken() {
    assertThat(find("account", FindAccountRequest.newBuilder())).isEqualTo("INVALID_REQUEST");
    assertThat(find("account", FindAccountRequest.newBuilder().setEmail("nobody")))
        .isEqualTo("INVALID_REQUEST");
    assertThat(find("account", FindAccountRequest.newBuilder().setWallet("0x1")))
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            find(
                "account/account=" + story.account,
                FindAccountRequest.newBuilder().setEmail("ada@example.org")))
        .isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void namespacesFollowTheirAccount() {
    accounts.suspend(story.account);
    follow();
    assertThat(accounts.account().getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_SUSPENDED);
    assertThat(accounts.account().getNamespaces(0).getSuspended()).isTrue();
    ReinstateAccountResponse reinstated =
        accounts.call(
            "ReinstateAccount",
            ReinstateAccountRequest.newBuilder().setAccountId(story.account).build(),
            ReinstateAccountResponse.getDefaultInstance());
    follow();
    assertThat(reinstated.getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_ACTIVE);
    assertThat(accounts.account().getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_ACTIVE);
    assertThat(accounts.account().getNamespaces(0).getSuspended()).isFalse();
  }

  @Test
  void anAccountIsClosedAfterItsNamespaces() {
    story.credit();
    CloseNamespaceResponse namespace =
        accounts.call(
            "CloseNamespace",
            CloseNamespaceRequest.newBuilder()
                .setNamespaceId(story.namespace)
                .setForfeit(true)
                .build(),
            CloseNamespaceResponse.getDefaultInstance());
    assertThat(namespace.getStatus()).isEqualTo(NamespaceStatus.NAMESPACE_STATUS_CLOSED);
    assertThat(story.available()).isZero();
    CloseAccountResponse account =
        accounts.call(
            "CloseAccount",
            CloseAccountRequest.newBuilder().setAccountId(story.account).build(),
            CloseAccountResponse.getDefaultInstance());
    assertThat(account.getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_CLOSED);
    assertThat(accounts.account().getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_CLOSED);
    assertThat(accounts.account().getNamespaces(0).getStatus())
        .isEqualTo(NamespaceStatus.NAMESPACE_STATUS_CLOSED);
  }

  @Test
  void aNamespaceIsRenamed() {
    RenameNamespaceResponse renamed =
        accounts.call(
            "RenameNamespace",
            RenameNamespaceRequest.newBuilder()
                .setNamespaceId(story.namespace)
                .setName("other")
                .build(),
            RenameNamespaceResponse.getDefaultInstance());
    assertThat(renamed.getName()).isEqualTo("other");
    assertThat(accounts.account().getNamespaces(0).getName()).isEqualTo("other");
  }

  @Test
  void referralsAreListedNewestFirstAndCountedInAll() {
    OpenAccountRequest.Builder brought =
        OpenAccountRequest.newBuilder().setReferrerId(story.account);
    String first = accounts.open(brought).getAccountId();
    String second = accounts.open(brought).getAccountId();
    accounts.suspend(first);
    GetReferralsRequest request =
        GetReferralsRequest.newBuilder().setAccountId(story.account).setLimit(1).build();
    GetReferralsResponse page = referrals(request);
    assertThat(page.getReferralsList()).extracting(Referral::getAccountId).containsExactly(second);
    assertThat(page.getCounts().getActive()).isEqualTo(1);
    assertThat(page.getCounts().getSuspended()).isEqualTo(1);
    assertThat(page.getCounts().getClosed()).isZero();
    GetReferralsResponse rest =
        referrals(request.toBuilder().setCursor(page.getNextCursor()).build());
    assertThat(rest.getReferrals(0).getAccountId()).isEqualTo(first);
    assertThat(rest.getReferrals(0).getStatus()).isEqualTo(AccountStatus.ACCOUNT_STATUS_SUSPENDED);
    assertThat(rest.hasNextCursor()).isFalse();
    assertThat(rest.getCounts()).isEqualTo(page.getCounts());
  }

  private GetReferralsResponse referrals(GetReferralsRequest request) {
    return accounts.call("GetReferrals", request, GetReferralsResponse.getDefaultInstance());
  }

  @Test
  void referralsOfNobodyAreNotFound() {
    assertThat(
            accounts.code(
                "GetReferrals",
                "account",
                GetReferralsRequest.newBuilder().setAccountId(story.namespace).build(),
                GetReferralsResponse.getDefaultInstance()))
        .isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(
            referrals(GetReferralsRequest.newBuilder().setAccountId(story.account).build())
                .getReferralsList())
        .isEmpty();
  }
}
