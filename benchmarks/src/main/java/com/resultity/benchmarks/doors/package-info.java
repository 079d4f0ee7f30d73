/**
 * Core as its callers reach it: a server process of its own, and clients over gRPC and HTTP with a
 * token.
 */
@NullMarked
package com.resultity.benchmarks.doors;

import org.jspecify.annotations.NullMarked;
