package com.resultity.app.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long calls took, by method, in microseconds. */
final class Latencies {
  private static final int DIGITS = 3;

  private final Map<String, Histogram> byMethod = new ConcurrentSkipListMap<>();

  void add(String method, long nanoseconds) {
    byMethod
        .computeIfAbsent(
            method.substring(method.lastIndexOf('/') + 1), _ -> new ConcurrentHistogram(DIGITS))
        .recordValue(nanoseconds / 1_000);
  }

  Map<String, Histogram> byMethod() {
    return byMethod;
  }
}
