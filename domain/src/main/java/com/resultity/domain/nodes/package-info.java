/**
 * Who does the work: nodes, each known by its EVM address, what they sign, whose they are, and how
 * far they are trusted.
 */
@NullMarked
package com.resultity.domain.nodes;

import org.jspecify.annotations.NullMarked;
