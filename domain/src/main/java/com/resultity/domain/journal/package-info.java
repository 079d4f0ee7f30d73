/**
 * What all areas share: commands, records, decisions, the state of a slot that decisions read and
 * records change, identifiers, and the hash chain of blocks. Nothing here knows how any of it is
 * stored or sent.
 */
@NullMarked
package com.resultity.domain.journal;

import org.jspecify.annotations.NullMarked;
