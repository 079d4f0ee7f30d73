package com.resultity.ports.journal;

import java.util.UUID;

/**
 * What an idempotency key led to.
 *
 * @param request the digest of what was asked
 */
public record StoredOutcome(UUID request, Outcome outcome) {}
