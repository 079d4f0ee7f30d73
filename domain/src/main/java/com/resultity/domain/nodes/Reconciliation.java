package com.resultity.domain.nodes;

import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Terms;
import com.resultity.domain.nodes.NodeRecord.NodeSynced;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node says of itself held against what its network asks. */
final class Reconciliation {
  private final Node node;
  private final SyncReport report;
  private final List<Drift> drift = new ArrayList<>();

  private Reconciliation(Node node, SyncReport report) {
    this.node = node;
    this.report = report;
  }

  /**
   * The report as the registry takes it.
   *
   * @param configuration the one in force; null when there is none, which asks for nothing
   */
  static NodeSynced of(Node node, SyncReport report, @Nullable Configuration configuration) {
    return new Reconciliation(node, report).run(configuration);
  }

  private NodeSynced run(@Nullable Configuration configuration) {
    if (node.status() != NodeStatus.ACTIVE) {
      drift.add(new Drift(Drift.Kind.STATUS, null, node.status().code()));
    }
    List<ServedModel> models = new ArrayList<>();
    if (configuration == null) {
      models.addAll(report.models());
    } else {
      checkRuntime(configuration.terms());
      checkTrust(configuration.terms());
      for (ServedModel model : report.models()) {
        models.add(judged(model, configuration.terms()));
      }
      models.addAll(archived(configuration.terms()));
    }
    SyncReport taken =
        new SyncReport(
            report.network(),
            report.configuration(),
            report.runtime(),
            report.runtimeVersion(),
            models);
    return new NodeSynced(node.id(), taken, drift);
  }

  private void checkRuntime(Terms terms) {
    terms
        .runtimes()
        .minimum(report.runtime())
        .filter(minimum -> !terms.runtimes().allows(report.runtime(), report.runtimeVersion()))
        .ifPresent(minimum ->
            drift.add(
                new Drift(Drift.Kind.RUNTIME_OUTDATED, null, report.runtime() + " " + minimum)));
  }

  private void checkTrust(Terms terms) {
    int least = terms.participation().minimumTrust();
    if (node.trust() < least) {
      drift.add(new Drift(Drift.Kind.TRUST_TOO_LOW, null, Integer.toString(least)));
    }
  }

  private ServedModel judged(ServedModel model, Terms terms) {
    String name = model.name() + " " + model.version();
    Optional<Model> known = terms.model(model.name(), model.version());
    if (known.filter(Reconciliation::mayBeServed).isEmpty()) {
      drift.add(
          new Drift(
              Drift.Kind.MODEL_NOT_APPROVED,
              name,
              known.map(each -> each.status().code()).orElse("unknown")));
      return model.in(least(model.status(), ServedModelStatus.INACTIVE));
    }
    return suits(known.get(), model, name) ? model : model.in(ServedModelStatus.FAILED);
  }

  // Jobs of a deprecated model that were taken before may still come to an end on the node.
  private static boolean mayBeServed(Model model) {
    return model.status() == ModelStatus.APPROVED || model.status() == ModelStatus.DEPRECATED;
  }

  private static ServedModelStatus least(ServedModelStatus one, ServedModelStatus other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private boolean suits(Model model, ServedModel served, String name) {
    int before = drift.size();
    if (model.contentHash() != null && !model.contentHash().equals(served.contentHash())) {
      drift.add(new Drift(Drift.Kind.HASH_MISMATCH, name, model.contentHash().hex()));
    }
    Compatibility asked = model.compatibility();
    if (!asked.runtimes().isEmpty() && !asked.runtimes().contains(report.runtime())) {
      drift.add(
          new Drift(Drift.Kind.RUNTIME_UNSUITABLE, name, String.join(", ", asked.runtimes())));
    }
    if (node.profile().hardware().vramMib() < asked.minVramMib()) {
      drift.add(new Drift(Drift.Kind.VRAM_TOO_SMALL, name, Integer.toString(asked.minVramMib())));
    }
    return drift.size() == before;
  }

  // What the node had of what the network knows; what neither knows is forgotten.
  private List<ServedModel> archived(Terms terms) {
    return node.models(report.network()).stream()
        .filter(known -> report.models().stream().noneMatch(known::sameAs))
        .filter(known -> terms.model(known.name(), known.version()).isPresent())
        .map(known -> known.in(ServedModelStatus.ARCHIVED))
        .toList();
  }
}
