package com.resultity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.resultity.app.ethereum.TestWallet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** Tells the HTTP door every kind of secret, in requests that it takes and that it refuses. */
final class SecretsOverHttp {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final Secrets secrets;
  private final String token;

  SecretsOverHttp(int port, Secrets secrets) {
    this.url = "http://127.0.0.1:" + port;
    this.secrets = secrets;
    this.token = secrets.token();
  }

  void tell() throws IOException, InterruptedException {
    for (String bad : secrets.badTokens()) {
      assertThat(send(bad, "/v1/accounts", "{}").statusCode()).isEqualTo(401);
    }
    String account = tellEmails();
    tellKeys(account);
    tellWallet(account);
    client.close();
  }

  private String tellEmails() throws IOException, InterruptedException {
    String email = secrets.email("http");
    String account = get("accountId", "/v1/accounts", "{'email':'%s'}", email);
    assertThat(get("accountId", "/v1/accounts:find", "{'email':'%s'}", email)).isEqualTo(account);
    refused(409, "/v1/accounts", "{'email':'%s'}", email);
    refused(500, "/v1/accounts", "{'email':'%s'}", secrets.email("unlucky"));
    refused(400, "/v1/accounts", "{'email':['%s']}", secrets.email("listed"));
    refused(400, "/v1/accounts", "{'email':'%s", secrets.email("cut"));
    refused(404, "/v1/accounts:find", "{'email':'%s'}", secrets.email("nobody"));
    return account;
  }

  private void tellKeys(String account) throws IOException, InterruptedException {
    String namespace =
        get(
            "namespaceId",
            "/v1/accounts/" + account + "/namespaces",
            "{'name':'a','network':'testnet'}");
    String keys = "/v1/namespaces/" + namespace + "/keys";
    String key = secrets.keep(get("secret", keys, "{'name':'a'}"));
    get("keyId", "/v1/keys:verify", "{'secret':'%s'}", key);
    refused(404, "/v1/keys:verify", "{'secret':'%s'}", secrets.unknownKey());
    refused(404, "/v1/keys:verify", "{'secret':'%sx'}", key);
    refused(400, "/v1/keys:verify", "{'secret':['%s']}", key);
    refused(400, "/v1/keys:verify", "{'secret':'%s", key);
  }

  private void tellWallet(String account) throws IOException, InterruptedException {
    TestWallet wallet = secrets.wallet();
    String path = "/v1/accounts/" + account;
    String message =
        get(
            "message",
            path + "/wallet-challenges",
            "{'address':'%s','chainId':'1','domain':'localhost'}",
            wallet.address());
    secrets.keep(message.replaceAll("(?s).*\nNonce: (\\w+)\n.*", "$1"));
    String quoted = message.replace("\n", "\\n");
    String proof = "{'message':'%s','signature':'0x%s'}";
    refused(422, path + "/wallets", proof, quoted, secrets.random(65));
    String signature = secrets.keep(wallet.sign(message).substring(2));
    get("linkedAt", path + "/wallets", proof, quoted, signature);
    refused(409, path + "/wallets", proof, quoted, signature);
  }

  private void refused(int status, String path, String body, Object... parts)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(token, path, body.formatted(parts));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private String get(String field, String path, String body, Object... parts)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(token, path, body.formatted(parts));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return JSON.readTree(answer.body()).findValue(field).asText();
  }

  private HttpResponse<String> send(String bearer, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + bearer)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Reason", "a test")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
