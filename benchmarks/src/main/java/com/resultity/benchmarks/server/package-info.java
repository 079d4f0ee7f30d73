/**
 * The PostgreSQL server and the Core that figures are taken on: started here, checked to be
 * durable, filled through the committer, and described so that a figure can be judged.
 */
@NullMarked
package com.resultity.benchmarks.server;

import org.jspecify.annotations.NullMarked;
