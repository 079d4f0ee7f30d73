package com.resultity.benchmarks.decisions;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast is this core, whatever Core does? A hash map is filled by 64 ids and read again: the
 * mixture of allocation, hashing and pointers that decisions and record lines are made of, and none
 * of the instructions that some processors have and some lack. Their baseline.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class FixedLoop {
  private static final int IDS = 64;

  private final UUID[] ids = new UUID[IDS];

  public FixedLoop() {
    for (int i = 0; i < IDS; i++) {
      ids[i] = new UUID(i * 0x9E3779B97F4A7C15L, i);
    }
  }

  @Benchmark
  public long map() {
    Map<UUID, Long> map = new HashMap<>();
    for (int i = 0; i < IDS; i++) {
      map.put(new UUID(ids[i].getMostSignificantBits(), i), i + 1_000L);
    }
    long sum = 0;
    for (UUID id : ids) {
      sum += map.getOrDefault(id, 0L);
    }
    return sum;
  }
}
