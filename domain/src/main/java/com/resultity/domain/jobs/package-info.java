/**
 * The life of an inference job, as metadata and accounting: submit, dispatch, complete, fail,
 * cancel, expire. What a job costs comes from {@code network}; how its credit is held comes from
 * {@code ledger}.
 */
@NullMarked
package com.resultity.domain.jobs;

import org.jspecify.annotations.NullMarked;
