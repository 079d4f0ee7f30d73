package com.resultity.domain.network;

import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.Refusal;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import java.util.Map;

/** The rules of network configuration. */
public final class NetworkDecider {
  private NetworkDecider() {}

  public static Decision decide(NetworkCommand command, SlotState state) {
    return switch (command) {
      case PublishConfiguration publish -> publish(publish, state);
    };
  }

  private static Decision publish(PublishConfiguration command, SlotState state) {
    Map<String, String> problems = command.terms().problems();
    if (!problems.isEmpty()) {
      return new Decision.Refused(Refusal.of(RefusalCode.CONFIG_INVALID, problems));
    }
    var current = state.configuration(command.network());
    long version = current == null ? 1 : current.version() + 1;
    return Decision.accept(
        new ConfigurationPublished(new Configuration(command.network(), version, command.terms())));
  }
}
