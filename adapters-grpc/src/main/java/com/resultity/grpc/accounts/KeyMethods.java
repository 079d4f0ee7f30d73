package com.resultity.grpc.accounts;

import com.resultity.domain.accounts.KeyCommand;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.Scope;
import com.resultity.grpc.accounts.v1.IssueKeyRequest;
import com.resultity.grpc.accounts.v1.IssueKeyResponse;
import com.resultity.grpc.accounts.v1.KeyScope;
import com.resultity.grpc.accounts.v1.ListKeysRequest;
import com.resultity.grpc.accounts.v1.ListKeysResponse;
import com.resultity.grpc.accounts.v1.RevokeKeyRequest;
import com.resultity.grpc.accounts.v1.RevokeKeyResponse;
import com.resultity.grpc.accounts.v1.RotateKeyRequest;
import com.resultity.grpc.accounts.v1.RotateKeyResponse;
import com.resultity.grpc.accounts.v1.VerifyKeyRequest;
import com.resultity.grpc.accounts.v1.VerifyKeyResponse;
import com.resultity.grpc.calls.Ask;
import com.resultity.grpc.calls.Input;
import com.resultity.grpc.calls.Render;
import com.resultity.grpc.calls.Unary;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome.Done;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The methods of {@code resultity.accounts.v1.Accounts} about API keys. */
public final class KeyMethods {
  private static final int MAX_NAME = 100;
  private static final int MAX_SECRET = 200;
  private static final int MAX_REQUESTS = 1_000_000_000;

  private final IdSource ids;
  private final KeyLists keys;
  private final NamespaceReader namespaces;
  private final KeySecrets secrets;
  private final VerifyKey verify;

  public KeyMethods(
      IdSource ids,
      KeyLists keys,
      NamespaceReader namespaces,
      KeySecrets secrets,
      VerifyKey verify) {
    this.ids = ids;
    this.keys = keys;
    this.namespaces = namespaces;
    this.secrets = secrets;
    this.verify = verify;
  }

  List<Unary<?, ?>> methods() {
    return List.of(
        new Unary<>(Operation.ISSUE_KEY, IssueKeyRequest.parser(), this::issueKey),
        new Unary<>(Operation.LIST_KEYS, ListKeysRequest.parser(), this::listKeys),
        new Unary<>(Operation.ROTATE_KEY, RotateKeyRequest.parser(), this::rotateKey),
        new Unary<>(Operation.REVOKE_KEY, RevokeKeyRequest.parser(), KeyMethods::revokeKey),
        new Unary<>(Operation.VERIFY_KEY, VerifyKeyRequest.parser(), this::verifyKey));
  }

  private Ask<IssueKeyResponse> issueKey(IssueKeyRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    String name = in.text("name", request.getName(), MAX_NAME);
    Set<Scope> scopes = scopes(in, request.getScopesList());
    Integer requests =
        request.hasRequestsPerMinute()
            ? (Integer)
                in.within("requests_per_minute", request.getRequestsPerMinute(), 1, MAX_REQUESTS)
            : null;
    Instant expiresAt = in.timeOrNull("expires_at", request.hasExpiresAt(), request.getExpiresAt());
    in.check();
    UUID id = ids.beside(namespace);
    KeySecret secret = secrets.next(id);
    return new Ask.Change<>(
        new Target.OfNamespace(namespace),
        new KeyCommand.IssueKey(id, namespace, name, secret, scopes, requests, expiresAt),
        done -> issued(done, secret));
  }

  private static Set<Scope> scopes(Input in, List<KeyScope> named) {
    if (named.isEmpty()) {
      return EnumSet.allOf(Scope.class);
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (int i = 0; i < named.size(); i++) {
      String field = "scopes[" + i + "]";
      Scope scope = KeyMessages.scopeOrNull(named.get(i));
      if (!scopes.add(in.known(field, scope, Scope.SUBMIT_JOBS)) && scope != null) {
        in.reject(field, "is named twice");
      }
    }
    return scopes;
  }

  private static IssueKeyResponse issued(Done done, KeySecret secret) {
    KeyIssued issued = done.get(KeyIssued.class);
    IssueKeyResponse.Builder answer =
        IssueKeyResponse.newBuilder().setKey(KeyMessages.issued(issued, AccountMessages.at(done)));
    if (isTold(secret, issued, done)) {
      answer.setSecret(secret.text());
    }
    return answer.build();
  }

  // A repeated request made another secret, which is nobody's, as is that of a dry run.
  private static boolean isTold(KeySecret secret, KeyIssued issued, Done done) {
    return !done.dryRun() && issued.hash().equals(secret.hash());
  }

  private Ask<ListKeysResponse> listKeys(ListKeysRequest request) {
    Input in = new Input();
    UUID namespace = in.id("namespace_id", request.getNamespaceId());
    int limit = in.limit(request.hasLimit(), request.getLimit());
    UUID after = in.idOrNull("cursor", request.hasCursor(), request.getCursor());
    in.check();
    return new Ask.Look<>(
        new Target.OfNamespace(namespace),
        () ->
            keys.list(namespace, after, limit + 1)
                .compose(page ->
                    (page.isEmpty() ? existing(namespace) : Future.<Void>succeededFuture())
                        .map(_ -> KeyMessages.page(page, limit))));
  }

  private Future<Void> existing(UUID namespace) {
    return namespaces
        .find(namespace)
        .compose(found ->
            found.isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(new Fault(ErrorCode.NAMESPACE_NOT_FOUND)));
  }

  private Ask<RotateKeyResponse> rotateKey(RotateKeyRequest request) {
    Input in = new Input();
    UUID id = in.id("key_id", request.getKeyId());
    Duration overlap = in.duration("overlap", true, request.getOverlap());
    if (overlap.compareTo(KeyCommand.RotateKey.LONGEST) > 0) {
      in.reject("overlap", "must be at most 30 days");
    }
    in.check();
    UUID next = ids.beside(id);
    KeySecret secret = secrets.next(next);
    return new Ask.Change<>(
        new Target.OfKey(id),
        new KeyCommand.RotateKey(id, next, secret, overlap),
        done -> rotated(done, secret));
  }

  private static RotateKeyResponse rotated(Done done, KeySecret secret) {
    KeyIssued issued = done.get(KeyIssued.class);
    RotateKeyResponse.Builder answer =
        RotateKeyResponse.newBuilder().setKey(KeyMessages.issued(issued, AccountMessages.at(done)));
    if (isTold(secret, issued, done)) {
      answer.setSecret(secret.text());
    }
    return answer.build();
  }

  private static Ask<RevokeKeyResponse> revokeKey(RevokeKeyRequest request) {
    Input in = new Input();
    UUID id = in.id("key_id", request.getKeyId());
    in.check();
    return new Ask.Change<>(
        new Target.OfKey(id),
        new KeyCommand.RevokeKey(id),
        done ->
            RevokeKeyResponse.newBuilder()
                .setKeyId(id.toString())
                .setRevokedAt(Render.time(AccountMessages.at(done)))
                .build());
  }

  private Ask<VerifyKeyResponse> verifyKey(VerifyKeyRequest request) {
    Input in = new Input();
    String secret = in.content("secret", request.getSecret(), 1, MAX_SECRET);
    if (request.hasAmount() && request.getAmount() <= 0) {
      in.reject("amount", "must be positive");
    }
    in.check();
    return new Ask.Look<>(
        new Target.Everything(),
        () -> verify.verify(secret).map(standing -> KeyMessages.verified(standing, request)));
  }
}
