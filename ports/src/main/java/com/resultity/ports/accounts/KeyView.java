package com.resultity.ports.accounts;

import com.resultity.domain.accounts.ApiKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, and when it was last seen.
 *
 * @param lastUsedAt late by up to {@link KeyUses#PERIOD}; null when it was not used
 */
public record KeyView(ApiKey key, @Nullable Instant lastUsedAt) {}
