package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import com.resultity.domain.network.Network;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes what an earlier version says as the next. */
@Command(name = "rollback", description = "Publishes what an earlier version says as the next.")
final class RollBackConfig implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(index = "0", paramLabel = "NETWORK", description = "testnet or mainnet.")
  private Network network = Network.TESTNET;

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version to restore.")
  private long version;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      converter = Config.Reason.class,
      description = "Why; recorded for ever.")
  private String reason = "";

  @Override
  public Integer call() {
    JsonObject body = new JsonObject().put("toVersion", Long.toString(version));
    JsonObject published;
    try (CoreClient core = new CoreClient(client)) {
      published = core.post(Config.path(network) + ":rollback", body, Config.because(reason));
    }
    spec.commandLine()
        .getOut()
        .println(
            "%s version %s is in force and says what version %d said, sha256 %s"
                .formatted(
                    network.code(),
                    published.getString("version"),
                    version,
                    published.getString("digest")));
    return 0;
  }
}
