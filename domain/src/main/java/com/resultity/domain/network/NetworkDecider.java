package com.resultity.domain.network;

import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RetireModel;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of network configuration. Whatever is asked for, what follows is the next version of
 * the whole document.
 */
public final class NetworkDecider {
  private NetworkDecider() {}

  public static Decision decide(NetworkCommand command, SlotState state, Instant at) {
    Configuration current = state.configuration(command.network());
    return switch (command) {
      case PublishConfiguration c ->
          isExpected(c.expected(), current)
              ? publish(c.network(), c.terms(), current, null)
              : mismatch(current);
      case RollBackConfiguration c ->
          isExpected(c.expected(), current)
              ? rollBack(c, current, state.configuration(c.network(), c.toVersion()))
              : mismatch(current);
      case ProposeModel c -> propose(c, current);
      case ApproveModel c -> move(c, c.name(), c.version(), ModelStatus.APPROVED, null, current);
      case DeprecateModel c ->
          c.retiresAt() == null || c.retiresAt().isAfter(at)
              ? move(c, c.name(), c.version(), ModelStatus.DEPRECATED, c.retiresAt(), current)
              : Decision.refuse(RefusalCode.EXPIRY_NOT_IN_FUTURE);
      case RetireModel c -> move(c, c.name(), c.version(), ModelStatus.RETIRED, null, current);
    };
  }

  private static boolean isExpected(@Nullable Long expected, @Nullable Configuration current) {
    return expected == null || expected == version(current);
  }

  private static Decision mismatch(@Nullable Configuration current) {
    return refuse(RefusalCode.VERSION_MISMATCH, "version", Long.toString(version(current)));
  }

  private static long version(@Nullable Configuration current) {
    return current == null ? 0 : current.version();
  }

  private static Decision rollBack(
      RollBackConfiguration command,
      @Nullable Configuration current,
      @Nullable Configuration earlier) {
    return earlier == null
        ? Decision.refuse(RefusalCode.CONFIGURATION_NOT_FOUND)
        : publish(command.network(), earlier.terms(), current, earlier.version());
  }

  private static Decision propose(ProposeModel command, @Nullable Configuration current) {
    if (current == null) {
      return Decision.refuse(RefusalCode.NETWORK_NOT_CONFIGURED);
    }
    Model model = command.model();
    return current
        .terms()
        .model(model.name(), model.version())
        .map(known -> refuse(RefusalCode.MODEL_EXISTS, "status", known.status().code()))
        .orElseGet(() -> publish(command.network(), current.terms().plus(model), current, null));
  }

  private static Decision move(
      NetworkCommand command,
      String name,
      String version,
      ModelStatus to,
      @Nullable Instant retiresAt,
      @Nullable Configuration current) {
    if (current == null) {
      return Decision.refuse(RefusalCode.NETWORK_NOT_CONFIGURED);
    }
    Optional<Model> model = current.terms().model(name, version);
    if (model.isEmpty()) {
      return Decision.refuse(RefusalCode.MODEL_NOT_FOUND);
    }
    ModelStatus from = model.get().status();
    return from.precedes(to)
        ? publish(
            command.network(), current.terms().with(model.get(), to, retiresAt), current, null)
        : refuse(RefusalCode.MODEL_STATUS_INVALID, "status", from.code());
  }

  private static Decision publish(
      Network network, Terms terms, @Nullable Configuration current, @Nullable Long restores) {
    Map<String, String> problems = terms.problems();
    if (current != null) {
      problems.putAll(terms.setbacks(current.terms(), restores != null));
    }
    return problems.isEmpty()
        ? Decision.accept(
            new ConfigurationPublished(
                new Configuration(network, version(current) + 1, terms), restores))
        : new Decision.Refused(Refusal.of(RefusalCode.CONFIG_INVALID, problems));
  }

  private static Decision refuse(RefusalCode code, String fact, String value) {
    return new Decision.Refused(Refusal.of(code).with(fact, value));
  }
}
