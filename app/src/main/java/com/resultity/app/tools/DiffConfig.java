package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import com.resultity.domain.network.Network;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how two versions of a configuration differ. */
@Command(
    name = "diff",
    description = {
      "Prints how one version of a configuration differs from another:",
      "+ what is added, - what is removed, ~ what is replaced."
    })
final class DiffConfig implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Parameters(index = "0", paramLabel = "NETWORK", description = "testnet or mainnet.")
  private Network network = Network.TESTNET;

  @Parameters(index = "1", paramLabel = "FROM", description = "The version to begin with.")
  private long from;

  @Parameters(index = "2", paramLabel = "TO", description = "The version to end with.")
  private long to;

  @Option(names = "--json", description = "As JSON Patch (RFC 6902).")
  private boolean json;

  @Override
  public Integer call() {
    JsonArray patch;
    try (CoreClient core = new CoreClient(client)) {
      patch =
          core.get("%s/diff?from=%d&to=%d".formatted(Config.path(network), from, to))
              .getJsonArray("patch");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(patch.encodePrettily());
    } else {
      patch.forEach(operation -> out.println(line((JsonObject) operation)));
    }
    out.flush();
    return 0;
  }

  private Text line(JsonObject operation) {
    String place = operation.getString("path");
    String value = Json.encode(operation.getValue("value"));
    return switch (operation.getString("op")) {
      case "add" -> styled("+ " + place + " " + value, Style.fg_green);
      case "remove" -> styled("- " + place, Style.fg_red);
      default -> styled("~ " + place + " " + value, Style.fg_yellow);
    };
  }

  // Only a terminal gets colours.
  private Text styled(String line, IStyle style) {
    return spec.commandLine().getColorScheme().apply(line, List.of(style));
  }
}
