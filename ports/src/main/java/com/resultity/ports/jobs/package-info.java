/** What Core answers about jobs. */
@NullMarked
package com.resultity.ports.jobs;

import org.jspecify.annotations.NullMarked;
