package com.resultity.ports.journal;

import com.resultity.domain.journal.LogRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What goes wrong in a {@link MemoryStore}, as a test plans it; nothing, unless it does. */
public final class Faults {
  /** What happens to a transaction. */
  public enum Fault {
    /** It commits. */
    NONE,
    /** It never begins. */
    UNAVAILABLE,
    /** The connection is lost while committing; nothing was written. */
    LOST_UNWRITTEN,
    /** The connection is lost while committing; everything was written. */
    LOST_WRITTEN
  }

  private final Deque<Fault> planned = new ArrayDeque<>();
  private final Map<Integer, Promise<Void>> held = new ConcurrentHashMap<>();
  private volatile Supplier<Fault> source = () -> Fault.NONE;
  private volatile Predicate<LogRecord> poison = _ -> false;
  private int failingSettles;

  /** What happens to the next transactions, one after another; then nothing goes wrong again. */
  public synchronized void plan(Fault... faults) {
    planned.addAll(List.of(faults));
  }

  /** Asked for what happens to every transaction for which nothing is planned. */
  public void drawFrom(Supplier<Fault> faults) {
    source = faults;
  }

  /** Rejects every transaction with a record that matches. */
  public void reject(Predicate<LogRecord> records) {
    poison = records;
  }

  /** Looking for what became of a block fails, so often. */
  public synchronized void failSettling(int times) {
    failingSettles = times;
  }

  /** Transactions of the slot stop before they commit, until the slot is released. */
  public void hold(int slot) {
    held.computeIfAbsent(slot, _ -> Promise.promise());
  }

  /** Lets the slot's transactions commit again. */
  public void release(int slot) {
    Promise<Void> gate = held.remove(slot);
    if (gate != null) {
      gate.complete();
    }
  }

  synchronized Fault next() {
    Fault fault = planned.poll();
    return fault == null ? source.get() : fault;
  }

  synchronized boolean settlingFails() {
    return failingSettles > 0 && failingSettles-- > 0;
  }

  boolean rejects(LogRecord fact) {
    return poison.test(fact);
  }

  Future<Void> passed(int slot) {
    Promise<Void> gate = held.get(slot);
    return gate == null ? Future.succeededFuture() : gate.future();
  }
}
