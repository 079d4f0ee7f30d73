/**
 * Mixed load for many minutes, with processes killed meanwhile, and what must be true afterwards.
 */
@NullMarked
package com.resultity.benchmarks.endurance;

import org.jspecify.annotations.NullMarked;
