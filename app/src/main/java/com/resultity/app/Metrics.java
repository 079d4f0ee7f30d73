package com.resultity.app;

import com.resultity.ports.access.CallListener;
import com.resultity.ports.access.Operation;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.journal.CommitListener;
import com.resultity.ports.journal.Committer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Prometheus is told. Names begin with {@code resultity_}. */
final class Metrics implements CommitListener, CallListener {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final long SECOND = 1_000_000_000L;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - SECOND);

  private final Map<Request, Timer> requests = new ConcurrentHashMap<>();

  private record Request(Door door, Operation operation, String code) {}

  private record Slot(Timer transactions, DistributionSummary commands, Counter records) {

    static Slot of(int slot, MeterRegistry registry) {
      String name = Integer.toString(slot);
      return new Slot(
          Timer.builder("resultity.block.commit")
              .description("How long blocks took, from reading to committed")
              .tag("slot", name)
              .publishPercentileHistogram()
              .register(registry),
          DistributionSummary.builder("resultity.block.commands")
              .description("Commands per block")
              .tag("slot", name)
              .register(registry),
          Counter.builder("resultity.records")
              .description("Records committed")
              .tag("slot", name)
              .register(registry));
    }
  }

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Shows how many commands wait in each slot. */
  void watch(Committer committer) {
    for (int slot = 0; slot <= committer.slots(); slot++) {
      int own = slot;
      Gauge.builder("resultity.queue.waiting", () -> committer.waiting(own))
          .description("Commands that wait for the next block")
          .tag("slot", Integer.toString(slot))
          .register(registry);
    }
  }

  @Override
  public void answered(Door door, Operation operation, long nanoseconds) {
    record(new Request(door, operation, "ok"), nanoseconds);
  }

  @Override
  public void failed(Door door, Operation operation, ErrorCode code, long nanoseconds) {
    record(new Request(door, operation, code.code()), nanoseconds);
  }

  private void record(Request request, long nanoseconds) {
    requests.computeIfAbsent(request, this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Request request) {
    return Timer.builder("resultity.request")
        .description("Requests by door, operation and code")
        .tag("door", request.door().name().toLowerCase(Locale.ROOT))
        .tag("operation", request.operation().name().toLowerCase(Locale.ROOT))
        .tag("code", request.code())
        .publishPercentileHistogram()
        .register(registry);
  }

  /** Everything, in Prometheus' text format. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void committed(int slot, int commands, int records, long nanoseconds) {
    Slot meters = slots.computeIfAbsent(slot, own -> Slot.of(own, registry));
    meters.transactions().record(nanoseconds, TimeUnit.NANOSECONDS);
    meters.commands().record(commands);
    meters.records().increment(records);
  }

  @Override
  public void failed(int slot, ErrorCode code) {
    registry
        .counter("resultity.command.faults", "slot", Integer.toString(slot), "code", code.code())
        .increment();
  }

  // A database that is away troubles every block: one line a second says it as well as a thousand.
  @Override
  public void troubled(int slot, Throwable cause) {
    registry.counter("resultity.block.troubles", "slot", Integer.toString(slot)).increment();
    long last = lastLogged.get();
    long now = System.nanoTime();
    if (now - last >= SECOND && lastLogged.compareAndSet(last, now)) {
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      LOG.warn(
          "slot {}: a block did not commit: {}: {}", slot, cause.getMessage(), root.toString());
    }
  }
}
