package com.resultity.app.tools;

import com.resultity.app.settings.ClientSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what signed notes on configurations are checked with. */
@Command(
    name = "key",
    description = {
      "Prints the key with which anyone can check signed configurations (C2SP signed-note).",
      "Takes no token."
    })
final class ConfigKey implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final ClientSettings client = new ClientSettings();

  @Override
  public Integer call() {
    try (CoreClient core = CoreClient.withoutToken(client)) {
      spec.commandLine()
          .getOut()
          .println(core.get("/v1/networks/configuration-key").getString("verifierKey"));
    }
    return 0;
  }
}
