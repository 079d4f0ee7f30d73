/**
 * The gRPC door: where it listens, what is served, how it stops. What a call goes through lives in
 * {@code calls}, what each method asks and answers in its area.
 */
@NullMarked
package com.resultity.grpc;

import org.jspecify.annotations.NullMarked;
