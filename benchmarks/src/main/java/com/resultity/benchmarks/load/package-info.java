/**
 * Load and its measuring: closed loops for rates, open loops for latency, the baselines that
 * PostgreSQL reaches without Core, and what each operation cost beside time.
 */
@NullMarked
package com.resultity.benchmarks.load;

import org.jspecify.annotations.NullMarked;
