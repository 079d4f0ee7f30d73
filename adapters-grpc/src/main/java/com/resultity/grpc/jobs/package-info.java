/**
 * The methods of the jobs service: each reads its message and renders its answer. Nothing is
 * decided here.
 */
@NullMarked
package com.resultity.grpc.jobs;

import org.jspecify.annotations.NullMarked;
