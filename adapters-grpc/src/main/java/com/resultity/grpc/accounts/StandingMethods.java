package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.AccountCommand;
import com.resultity.domain.accounts.AccountStatus;
import com.resultity.grpc.accounts.v1.CloseAccountRequest;
import com.resultity.grpc.accounts.v1.CloseAccountResponse;
import com.resultity.grpc.accounts.v1.ErasePersonalDataRequest;
import com.resultity.grpc.accounts.v1.ErasePersonalDataResponse;
import com.resultity.grpc.accounts.v1.ReinstateAccountRequest;
import com.resultity.grpc.accounts.v1.ReinstateAccountResponse;
import com.resultity.grpc.accounts.v1.SuspendAccountRequest;
import com.resultity.grpc.accounts.v1.SuspendAccountResponse;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import java.util.List;
import java.util.UUID;

/** The methods of {@code resultity.accounts.v1.Accounts} that stop accounts and let them go on. */
public final class StandingMethods {

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(
            Operation.SUSPEND_ACCOUNT,
            SuspendAccountRequest.parser(),
            StandingMethods::suspendAccount),
        new Unary<>(
            Operation.REINSTATE_ACCOUNT,
            ReinstateAccountRequest.parser(),
            StandingMethods::reinstateAccount),
        new Unary<>(
            Operation.CLOSE_ACCOUNT, CloseAccountRequest.parser(), StandingMethods::closeAccount),
        new Unary<>(
            Operation.ERASE_PERSONAL_DATA,
            ErasePersonalDataRequest.parser(),
            StandingMethods::erasePersonalData));
  }

  private static Ask<SuspendAccountResponse> suspendAccount(SuspendAccountRequest request) {
    UUID id = account(request.getAccountId());
    return new Ask.Change<>(
        new Target.OfAccount(id),
        new AccountCommand.SuspendAccount(id),
        _ ->
            SuspendAccountResponse.newBuilder()
                .setAccountId(id.toString())
                .setStatus(AccountMessages.status(AccountStatus.SUSPENDED))
                .build());
  }

  private static Ask<ReinstateAccountResponse> reinstateAccount(ReinstateAccountRequest request) {
    UUID id = account(request.getAccountId());
    return new Ask.Change<>(
        new Target.OfAccount(id),
        new AccountCommand.ReinstateAccount(id),
        _ ->
            ReinstateAccountResponse.newBuilder()
                .setAccountId(id.toString())
                .setStatus(AccountMessages.status(AccountStatus.ACTIVE))
                .build());
  }

  private static Ask<CloseAccountResponse> closeAccount(CloseAccountRequest request) {
    UUID id = account(request.getAccountId());
    return new Ask.Change<>(
        new Target.OfAccount(id),
        new AccountCommand.CloseAccount(id),
        _ ->
            CloseAccountResponse.newBuilder()
                .setAccountId(id.toString())
                .setStatus(AccountMessages.status(AccountStatus.CLOSED))
                .build());
  }

  private static Ask<ErasePersonalDataResponse> erasePersonalData(
      ErasePersonalDataRequest request) {
    UUID id = account(request.getAccountId());
    return new Ask.Change<>(
        new Target.OfAccount(id),
        new AccountCommand.ErasePersonalData(id),
        done ->
            ErasePersonalDataResponse.newBuilder()
                .setAccountId(id.toString())
                .setErasedAt(Render.time(AccountMessages.at(done)))
                .build());
  }

  private static UUID account(String text) {
    Input in = new Input();
    UUID id = in.id("account_id", text);
    in.check();
    return id;
  }
}
