/**
 * The methods of the accounts service: each reads its message and renders its answer. Nothing is
 * decided here.
 */
@NullMarked
package com.resultity.grpc.accounts;

import org.jspecify.annotations.NullMarked;
