/**
 * What a network has agreed on: immutable configuration versions with the models on offer, their
 * prices and the limits of jobs.
 */
@NullMarked
package com.resultity.domain.network;

import org.jspecify.annotations.NullMarked;
