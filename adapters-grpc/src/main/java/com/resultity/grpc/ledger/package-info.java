/**
 * The methods of the ledger service: each reads its message and renders its answer. Nothing is
 * decided here.
 */
@NullMarked
package com.resultity.grpc.ledger;

import org.jspecify.annotations.NullMarked;
