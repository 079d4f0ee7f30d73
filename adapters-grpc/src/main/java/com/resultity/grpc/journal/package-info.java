/**
 * The methods of the journal service: each reads its message and renders its answer. Nothing is
 * decided here.
 */
@NullMarked
package com.resultity.grpc.journal;

import org.jspecify.annotations.NullMarked;
