package com.resultity.ports.journal;

import com.resultity.domain.journal.SlotState;
import java.util.Map;
import java.util.UUID;

/**
 * What one transaction sees of a slot, under the lock of its head.
 *
 * @param registrySequence the registry's sequence as of which the registry's part was read
 * @param outcomes what the probed idempotency keys led to, for those that led to anything
 */
public record SlotView(
    Head head, long registrySequence, SlotState state, Map<UUID, StoredOutcome> outcomes) {}
