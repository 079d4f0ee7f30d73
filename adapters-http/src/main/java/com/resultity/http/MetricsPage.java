package com.resultity.http;

import java.util.function.Supplier;

/** The metrics of the process, in the Prometheus text format. */
@FunctionalInterface
public interface MetricsPage extends Supplier<String> {}
