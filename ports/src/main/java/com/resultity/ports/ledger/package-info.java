/**
 * What Core answers about credits, batches of commands, and the sweep that writes down what has
 * expired.
 */
@NullMarked
package com.resultity.ports.ledger;

import org.jspecify.annotations.NullMarked;
