package com.resultity.domain.journal;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for a change, and under which trace.
 *
 * @param principal the authenticated subject
 * @param traceId W3C trace id, 32 lower-case hex digits, or empty when there was none
 * @param reason why, in the words of an administrator; null for everyone else
 */
public record Origin(String principal, String traceId, @Nullable String reason) {}
