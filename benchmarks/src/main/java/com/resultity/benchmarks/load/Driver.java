package com.resultity.benchmarks.load;

import java.time.Duration;

/** Load that can be put on for a while, and measured. */
@FunctionalInterface
public interface Driver {
  Measured run(Duration duration);
}
