/**
 * The methods of the network service: each reads its message and renders its answer. Nothing is
 * decided here.
 */
@NullMarked
package com.resultity.grpc.network;

import org.jspecify.annotations.NullMarked;
