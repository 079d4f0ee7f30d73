/**
 * The {@code resultity} command: reads settings, wires the rooms together, runs and stops them in
 * order. Nothing of the product's rules is decided here.
 */
@NullMarked
package com.resultity.app;

import org.jspecify.annotations.NullMarked;
