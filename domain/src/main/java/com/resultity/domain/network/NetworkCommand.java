package com.resultity.domain.network;

import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.Intent;
import com.resultity.domain.journal.Touched;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be asked of a network's configuration, of which the catalogue of models is a part. */
public sealed interface NetworkCommand extends Command {
  Network network();

  /**
   * Makes terms the network's next version.
   *
   * @param expected the version that must be in force, 0 for none; null when any may be
   */
  record PublishConfiguration(Network network, Terms terms, @Nullable Long expected)
      implements NetworkCommand {

    /** Whatever version is in force. */
    public PublishConfiguration(Network network, Terms terms) {
      this(network, terms, null);
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
          new TreeMap<>(terms.multipliers().priorities()),
          Intent.of("runtimes", terms.runtimes().minimums().entrySet().toArray()),
          terms.participation(),
          expected);
    }

    private static String intent(Model model) {
      return Intent.of(
          "model",
          model.name(),
          model.version(),
          model.tariff(),
          model.maxTokens(),
          model.status(),
          model.contentHash(),
          Intent.of("runtimes", model.compatibility().runtimes().toArray()),
          model.compatibility().minVramMib(),
          model.retiresAt());
    }
  }

  /**
   * Makes what an earlier version says the network's next version.
   *
   * @param expected as in {@link PublishConfiguration}
   */
  record RollBackConfiguration(Network network, long toVersion, @Nullable Long expected)
      implements NetworkCommand {
    @Override
    public void touch(Touched touched) {
      touched.configuration(network).configuration(network, toVersion);
    }

    @Override
    public String intent() {
      return Intent.of("roll_back_configuration", network, toVersion, expected);
    }
  }

  /** Adds a model to the catalogue, whatever its status, as proposed. */
  record ProposeModel(Network network, Model model) implements NetworkCommand {
    public ProposeModel {
      model = model.with(ModelStatus.PROPOSED, null);
    }

    @Override
    public String intent() {
      return Intent.of("propose_model", network, PublishConfiguration.intent(model));
    }
  }

  /** Has a model take jobs, in place of the version of its name that did. */
  record ApproveModel(Network network, String name, String version) implements NetworkCommand {
    @Override
    public String intent() {
      return Intent.of("approve_model", network, name, version);
    }
  }

  /**
   * Has a model take no new jobs.
   *
   * @param retiresAt when it is to be retired; null when that is not said
   */
  record DeprecateModel(Network network, String name, String version, @Nullable Instant retiresAt)
      implements NetworkCommand {
    @Override
    public String intent() {
      return Intent.of("deprecate_model", network, name, version, retiresAt);
    }
  }

  /** Ends a model's life for good. */
  record RetireModel(Network network, String name, String version) implements NetworkCommand {
    @Override
    public String intent() {
      return Intent.of("retire_model", network, name, version);
    }
  }

  @Override
  default int slot() {
    return 0;
  }

  @Override
  default void touch(Touched touched) {
    touched.configuration(network());
  }
}
