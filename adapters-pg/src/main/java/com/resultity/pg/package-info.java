/**
 * PostgreSQL: connections, migration, coalesced look-ups, and the wiring of what the areas below
 * keep.
 */
@NullMarked
package com.resultity.pg;

import org.jspecify.annotations.NullMarked;
