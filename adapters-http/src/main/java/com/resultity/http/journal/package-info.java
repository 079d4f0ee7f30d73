/** The routes about the chains of blocks. */
@NullMarked
package com.resultity.http.journal;

import org.jspecify.annotations.NullMarked;
