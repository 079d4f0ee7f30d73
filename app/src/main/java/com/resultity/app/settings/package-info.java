/**
 * What an operator can set, and where each value came from: a flag, the environment, a file or the
 * built-in default, in that order. Nothing else in the product reads the environment. Values that
 * are wrong are refused here, before anything starts.
 */
@NullMarked
package com.resultity.app.settings;

import org.jspecify.annotations.NullMarked;
