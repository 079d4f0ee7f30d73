/** The slot store and what it is made of: one transaction per block, outcomes, blocks, upkeep. */
@NullMarked
package com.resultity.pg.journal;

import org.jspecify.annotations.NullMarked;
