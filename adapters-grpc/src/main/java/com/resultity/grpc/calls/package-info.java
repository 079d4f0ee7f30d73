/**
 * What every call goes through: who asks, until when, is it let in, how it is answered or refused.
 * Nothing here knows any method; areas describe theirs as {@link Unary} and {@link Bidi}.
 */
@NullMarked
package com.resultity.grpc.calls;

import org.jspecify.annotations.NullMarked;
