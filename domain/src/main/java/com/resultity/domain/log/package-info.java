/**
 * The one log of a deployment, as arithmetic: an RFC 6962 tree whose leaves are the headers of
 * blocks, its tiles, its proofs, and the checkpoints that are signed of it. Nothing here knows
 * where a tile is kept, or how a header or a proof is written as JSON.
 */
@NullMarked
package com.resultity.domain.log;

import org.jspecify.annotations.NullMarked;
