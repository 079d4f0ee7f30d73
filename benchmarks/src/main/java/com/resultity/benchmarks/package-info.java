/**
 * How fast Core is: a short guard for every change and a load harness for the goals. Figures come
 * with a baseline from the same run on the same machine.
 */
@NullMarked
package com.resultity.benchmarks;

import org.jspecify.annotations.NullMarked;
