package com.resultity.ports.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which actions to list, newest first. What is null excludes nothing.
 *
 * @param from the first time that counts
 * @param to the first time that counts no more
 * @param kind of record, such as {@code debt_limit_set}
 * @param before the cursor of the page before
 * @param limit the most to answer
 */
public record AdminActionQuery(
    @Nullable UUID accountId,
    @Nullable UUID namespaceId,
    @Nullable String principal,
    @Nullable String kind,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable UUID before,
    int limit) {}
