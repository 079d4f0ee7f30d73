package com.resultity.domain.network;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import java.util.TreeMap;

/** What may be asked of a network's configuration. */
public sealed interface NetworkCommand extends Command {

  /** Makes a configuration the network's next version. */
  record PublishConfiguration(Network network, Terms terms) implements NetworkCommand {
    @Override
    public void touch(Touched touched) {
      touched.configuration(network);
    }

    @Override
    public String intent() {
      Object[] models = terms.models().stream().map(PublishConfiguration::intent).toArray();
      return Intent.of(
          "publish_configuration",
          network,
          terms.limits(),
          Intent.of("models", models),
          new TreeMap<>(terms.multipliers().modes()),
          new TreeMap<>(terms.multipliers().priorities()));
    }

    private static String intent(Model model) {
      return Intent.of("model", model.name(), model.version(), model.tariff(), model.maxTokens());
    }
  }

  @Override
  default int slot() {
    return 0;
  }
}
