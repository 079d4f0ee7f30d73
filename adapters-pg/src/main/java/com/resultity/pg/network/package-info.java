/** Where configuration versions are kept and read. */
@NullMarked
package com.resultity.pg.network;

import org.jspecify.annotations.NullMarked;
