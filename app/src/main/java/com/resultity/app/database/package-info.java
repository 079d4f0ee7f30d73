/**
 * The PostgreSQL that Core brings along, for a machine without one. It is a real server with its
 * durability on, owned by one process at a time, and outlives none. Connections to an external
 * database are not made here, except to look at its health.
 */
@NullMarked
package com.resultity.app.database;

import org.jspecify.annotations.NullMarked;
