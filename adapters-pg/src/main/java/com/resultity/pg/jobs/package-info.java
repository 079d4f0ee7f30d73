/** Where jobs are kept and read. */
@NullMarked
package com.resultity.pg.jobs;

import org.jspecify.annotations.NullMarked;
