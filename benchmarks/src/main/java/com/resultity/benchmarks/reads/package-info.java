/**
 * What a read costs through Core's readers, beside the same read without them: one prepared select
 * per row over the same pipelined client.
 */
@NullMarked
package com.resultity.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
