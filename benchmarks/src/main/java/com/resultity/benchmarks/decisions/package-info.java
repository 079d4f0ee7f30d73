/**
 * What deciding and recording cost by themselves: no database, no network, one core. The slot
 * states and record lines they run on are made here.
 */
@NullMarked
package com.resultity.benchmarks.decisions;

import org.jspecify.annotations.NullMarked;
