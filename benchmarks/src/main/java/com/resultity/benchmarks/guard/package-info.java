/**
 * The rules of the guard: what is guarded against which baseline, what ratio it had when it was
 * calibrated, and how far it may fall.
 */
@NullMarked
package com.resultity.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
