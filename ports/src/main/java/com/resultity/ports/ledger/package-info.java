/** What Core answers about credits, and the sweep that writes down what has expired. */
@NullMarked
package com.resultity.ports.ledger;

import org.jspecify.annotations.NullMarked;
