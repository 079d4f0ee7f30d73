package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import com.resultity.app.settings.OperatorError;
import com.resultity.domain.network.Network;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a configuration. */
@Command(
    name = "show",
    description = {
      "Prints a configuration, as 'config publish' takes it back.",
      "Without a network, which version each network has."
    })
final class ShowConfig implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(paramLabel = "NETWORK", arity = "0..1", description = "testnet or mainnet.")
  private @Nullable Network network;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "A version. Default: the one in force.")
  private @Nullable Long version;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (CoreClient core = new CoreClient(client)) {
      if (network != null) {
        String path = Config.path(network) + (version == null ? "" : "/" + version);
        out.println(core.get(path).encodePrettily());
      } else if (version != null) {
        throw new ParameterException(spec.commandLine(), "--version needs a network");
      } else {
        for (Network each : Network.values()) {
          out.println(summary(core, each));
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String summary(CoreClient core, Network network) {
    try {
      JsonObject found = core.get(Config.path(network));
      return "%s  version %s  sha256 %s"
          .formatted(network.code(), found.getString("version"), found.getString("digest"));
    } catch (OperatorError refused) {
      if (String.valueOf(refused.getMessage()).startsWith("network_not_configured")) {
        return network.code() + "  not configured";
      }
      throw refused;
    }
  }
}
