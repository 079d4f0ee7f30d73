/** Nodes in PostgreSQL. */
@NullMarked
package com.resultity.pg.nodes;

import org.jspecify.annotations.NullMarked;
