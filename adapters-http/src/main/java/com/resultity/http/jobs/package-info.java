/** The routes about jobs. */
@NullMarked
package com.resultity.http.jobs;

import org.jspecify.annotations.NullMarked;
