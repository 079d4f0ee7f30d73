package com.resultity.http.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.KeyCommand.IssueKey;
import com.resultity.domain.accounts.KeyCommand.RevokeKey;
import com.resultity.domain.accounts.KeyCommand.RotateKey;
import com.resultity.domain.accounts.KeyRecord.KeyIssued;
import com.resultity.domain.accounts.KeySecret;
import com.resultity.domain.accounts.Scope;
import com.resultity.http.Body;
import com.resultity.http.Call;
import com.resultity.http.Json;
import com.resultity.http.Reply;
import com.resultity.http.Route;
import com.resultity.http.Routes;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Target;
import com.resultity.ports.accounts.KeyLists;
import com.resultity.ports.accounts.KeySecrets;
import com.resultity.ports.accounts.KeyView;
import com.resultity.ports.accounts.NamespaceReader;
import com.resultity.ports.accounts.VerifyKey;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.IdSource;
import com.resultity.ports.journal.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** API keys. */
public final class KeyRoutes implements Routes {
  private static final String KEY = "/v1/keys/{keyId}";
  private static final String KEYS = NamespaceRoutes.NAMESPACE + "/keys";

  private final KeyLists keys;
  private final NamespaceReader namespaces;
  private final VerifyKey verify;
  private final KeySecrets secrets;
  private final IdSource ids;

  public KeyRoutes(
      KeyLists keys,
      NamespaceReader namespaces,
      VerifyKey verify,
      KeySecrets secrets,
      IdSource ids) {
    this.keys = keys;
    this.namespaces = namespaces;
    this.verify = verify;
    this.secrets = secrets;
    this.ids = ids;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route.Change<>(
            HttpMethod.POST,
            Operation.ISSUE_KEY,
            KEYS,
            NamespaceRoutes::namespace,
            this::issue,
            (command, done) -> issued(command.secret(), done)),
        new Route.Query(Operation.LIST_KEYS, KEYS, NamespaceRoutes::namespace, this::list),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.ROTATE_KEY,
            KEY + ":rotate",
            KeyRoutes::key,
            this::rotate,
            (command, done) -> issued(command.secret(), done)),
        new Route.Change<>(
            HttpMethod.POST,
            Operation.REVOKE_KEY,
            KEY + ":revoke",
            KeyRoutes::key,
            (call, _) -> new RevokeKey(call.id("keyId")),
            (command, done) ->
                Reply.ok(
                    new Json()
                        .object()
                        .field("keyId", command.keyId())
                        .field("revokedAt", AccountRoutes.at(done))
                        .end())),
        new Route.Question(
            Operation.VERIFY_KEY,
            "/v1/keys:verify",
            _ -> new Target.Everything(),
            (_, body) ->
                verify
                    .verify(body.text("secret"))
                    .map(
                        standing -> KeyJson.standing(standing, body.orNull("amount", body::big)))));
  }

  private static Target key(Call call) {
    return new Target.OfKey(call.id("keyId"));
  }

  private IssueKey issue(Call call, Body body) {
    UUID namespaceId = call.id("namespaceId");
    UUID keyId = ids.beside(namespaceId);
    return new IssueKey(
        keyId,
        namespaceId,
        body.text("name"),
        secrets.next(keyId),
        scopes(body),
        body.has("requestsPerMinute") ? body.number("requestsPerMinute") : null,
        body.orNull("expiresAt", body::time));
  }

  private static Set<Scope> scopes(Body body) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(body.has("scopes") ? body.codes("scopes", Scope.class) : List.of(Scope.values()));
    return scopes;
  }

  private RotateKey rotate(Call call, Body body) {
    UUID keyId = call.id("keyId");
    UUID newKeyId = ids.beside(keyId);
    Duration overlap = body.has("overlap") ? body.duration("overlap") : Duration.ZERO;
    if (overlap.isNegative() || overlap.compareTo(RotateKey.LONGEST) > 0) {
      throw body.flaw("overlap", "must be from PT0S to P30D");
    }
    return new RotateKey(keyId, newKeyId, secrets.next(newKeyId), overlap);
  }

  // A repeated request made another secret, which is nobody's, as is that of a dry run.
  private static Reply issued(KeySecret secret, Outcome.Done done) {
    KeyIssued issued = done.get(KeyIssued.class);
    Json out = new Json().object().object("key");
    KeyJson.write(out, new KeyView(ApiKey.issued(issued, AccountRoutes.at(done)), null));
    if (!done.dryRun() && issued.hash().equals(secret.hash())) {
      out.field("secret", secret.text());
    }
    return Reply.created("/v1/namespaces/" + issued.namespaceId() + "/keys", out.end());
  }

  private Future<Reply> list(Call call) {
    UUID namespaceId = call.id("namespaceId");
    UUID after = call.cursor();
    int limit = call.limit(100, 1000);
    return namespaces
        .find(namespaceId)
        .map(found -> found.orElseThrow(() -> new Fault(ErrorCode.NAMESPACE_NOT_FOUND)))
        .compose(_ -> keys.list(namespaceId, after, limit + 1))
        .map(found -> page(found, limit));
  }

  private static Reply page(List<KeyView> found, int limit) {
    Json out = new Json().object().array("items");
    List<KeyView> page = found.subList(0, Math.min(limit, found.size()));
    page.forEach(key -> KeyJson.write(out.object(), key));
    out.endArray();
    if (found.size() > limit) {
      out.field("nextCursor", Call.cursorAfter(page.getLast().key().id()));
    }
    return Reply.ok(out.end());
  }
}
