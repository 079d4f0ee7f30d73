/** The routes about credits, grants, holds and statements. */
@NullMarked
package com.resultity.http.ledger;

import org.jspecify.annotations.NullMarked;
