/**
 * Figures against goals: what was asked for, what was reached, by how much it was missed; as
 * Markdown for people and JSON for programs.
 */
@NullMarked
package com.resultity.benchmarks.report;

import org.jspecify.annotations.NullMarked;
