/**
 * Every code a caller can meet, on either door, and the faults that carry those that are not
 * refusals.
 */
@NullMarked
package com.resultity.ports.errors;

import org.jspecify.annotations.NullMarked;
