package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.domain.network.Network;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a file as a network's next configuration. */
@Command(
    name = "publish",
    description = {
      "Publishes a file as a network's next configuration.",
      "What 'config show' printed says which version it was: nothing is published",
      "if another one has come into force since."
    })
final class PublishConfig implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(index = "0", paramLabel = "NETWORK", description = "testnet or mainnet.")
  private Network network = Network.TESTNET;

  @Parameters(index = "1", paramLabel = "FILE", description = "The configuration, in JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      converter = Config.Reason.class,
      description = "Why; recorded for ever.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Only say whether it could be published.")
  private boolean dryRun;

  @Override
  public Integer call() {
    JsonObject terms = read();
    Map<String, String> headers = new HashMap<>(Config.because(reason));
    Object version = terms.remove("version");
    if (version != null) {
      headers.put("If-Match", "\"" + version + "\"");
    }
    Object named = terms.remove("network");
    if (named != null && !named.equals(network.code())) {
      throw new OperatorError("%s is of %s, not of %s".formatted(file, named, network.code()));
    }
    terms.remove("digest");
    JsonObject published;
    try (CoreClient core = new CoreClient(client)) {
      published = core.post(Config.path(network) + (dryRun ? "?dryRun=true" : ""), terms, headers);
    }
    spec.commandLine()
        .getOut()
        .println(
            "%s version %s %s, sha256 %s"
                .formatted(
                    network.code(),
                    published.getString("version"),
                    dryRun ? "could be published" : "is in force",
                    published.getString("digest")));
    return 0;
  }

  private JsonObject read() {
    try {
      return new JsonObject(Files.readString(file));
    } catch (IOException unreadable) {
      throw new OperatorError("%s cannot be read".formatted(file), unreadable);
    } catch (DecodeException malformed) {
      throw new OperatorError("%s is not a JSON object".formatted(file), malformed);
    }
  }
}
