package com.resultity.domain.jobs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of its node; null asks nothing.
 *
 * @param minVramMib video memory, in MiB
 */
public record Constraints(
    @Nullable String region,
    @Nullable String gpu,
    @Nullable Integer minVramMib,
    @Nullable UUID subcloudId) {
  public static final Constraints NONE = new Constraints(null, null, null, null);
}
