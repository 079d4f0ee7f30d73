/** The routes about nodes. */
@NullMarked
package com.resultity.http.nodes;

import org.jspecify.annotations.NullMarked;
