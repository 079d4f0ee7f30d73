package com.resultity.domain.network;

import static com.resultity.domain.journal.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Decider;
import com.resultity.domain.journal.Decision;
import com.resultity.domain.journal.LogRecord;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.network.NetworkCommand.ApproveModel;
import com.resultity.domain.network.NetworkCommand.DeprecateModel;
import com.resultity.domain.network.NetworkCommand.ProposeModel;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.NetworkCommand.RetireModel;
import com.resultity.domain.network.NetworkCommand.RollBackConfiguration;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every sequence of commands about two names with three versions each. */
class ModelLifePropertyTest {
  private static final Network TESTNET = Network.TESTNET;

  @Provide
  static Arbitrary<List<NetworkCommand>> commands() {
    Arbitrary<String> name = Arbitraries.of("llama", "qwen");
    Arbitrary<String> version = Arbitraries.of("1", "2", "3");
    Arbitrary<Model> model =
        Combinators.combine(name, version, Arbitraries.of(ModelStatus.class))
            .as((n, v, status) -> new Model(n, v, new Tariff(1, 1, 1), 1).with(status, null));
    Arbitrary<Long> number = Arbitraries.longs().between(0, 12);
    return Arbitraries.<NetworkCommand>oneOf(
            model.list().ofMinSize(1).ofMaxSize(4).map(models -> publish(models)),
            number.map(to -> new RollBackConfiguration(TESTNET, to, null)),
            model.map(proposed -> new ProposeModel(TESTNET, proposed)),
            Combinators.combine(name, version).as((n, v) -> new ApproveModel(TESTNET, n, v)),
            Combinators.combine(name, version)
                .as((n, v) -> new DeprecateModel(TESTNET, n, v, NOON.plusSeconds(1))),
            Combinators.combine(name, version).as((n, v) -> new RetireModel(TESTNET, n, v)))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  private static PublishConfiguration publish(List<Model> models) {
    JobLimits limits = new JobLimits(Duration.ofHours(1), RetryPolicy.of(3));
    return new PublishConfiguration(TESTNET, new Terms(models, limits));
  }

  @Property
  void whateverIsAskedTheCatalogueStaysInOrder(@ForAll("commands") List<NetworkCommand> commands) {
    SlotState state = new SlotState();
    List<LogRecord> log = new ArrayList<>();
    for (NetworkCommand command : commands) {
      Configuration before = state.configuration(TESTNET);
      if (Decider.decide(command, state, NOON) instanceof Decision.Accepted accepted) {
        state.accept(command, accepted.records(), NOON);
        log.addAll(accepted.records());
        Configuration after = Objects.requireNonNull(state.configuration(TESTNET));
        assertThat(after.version()).isEqualTo(before == null ? 1 : before.version() + 1);
        assertInOrder(after.terms());
        if (before != null) {
          assertFollows(before.terms(), after.terms(), command instanceof RollBackConfiguration);
        }
      } else {
        assertThat(state.configuration(TESTNET)).isSameAs(before);
      }
    }
    assertFolds(log, state);
  }

  private static void assertInOrder(Terms terms) {
    assertThat(terms.models())
        .extracting(model -> List.of(model.name(), model.version()))
        .doesNotHaveDuplicates();
    assertThat(terms.models().stream().filter(Model::takesJobs).map(Model::name))
        .doesNotHaveDuplicates();
  }

  private static void assertFollows(Terms before, Terms after, boolean rolledBack) {
    for (Model was : before.models()) {
      Stream<ModelStatus> is = after.model(was.name(), was.version()).map(Model::status).stream();
      if (was.status() == ModelStatus.RETIRED) {
        assertThat(is).containsExactly(ModelStatus.RETIRED);
      } else if (!rolledBack) {
        assertThat(is).allMatch(status -> status.compareTo(was.status()) >= 0);
      }
    }
  }

  private static void assertFolds(List<LogRecord> log, SlotState state) {
    SlotState folded = new SlotState();
    log.forEach(record -> folded.apply(record, NOON));
    assertThat(folded.configuration(TESTNET)).isEqualTo(state.configuration(TESTNET));
    for (LogRecord record : log) {
      ConfigurationPublished published = (ConfigurationPublished) record;
      Long restores = published.restores();
      if (restores != null) {
        Configuration restored = Objects.requireNonNull(folded.configuration(TESTNET, restores));
        assertThat(published.configuration().terms()).isEqualTo(restored.terms());
      }
    }
  }
}
