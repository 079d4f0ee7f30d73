package com.resultity.ports.network;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Recorded;
import com.resultity.domain.network.NetworkRecord.ConfigurationPublished;
import com.resultity.ports.journal.NetworkLines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a configuration came to be.
 *
 * @param digest SHA-256 of its canonical document
 * @param publishedAt null when it was published before that was kept, as are principal and reason
 * @param restores the earlier version that says the same; null unless that was asked for
 */
public record ConfigurationVersion(
    long version,
    Digest digest,
    @Nullable Instant publishedAt,
    @Nullable String principal,
    @Nullable String reason,
    @Nullable Long restores) {

  /** What was recorded, with the record's own fact. */
  public static ConfigurationVersion of(Recorded recorded, ConfigurationPublished fact) {
    return new ConfigurationVersion(
        fact.configuration().version(),
        NetworkLines.digest(fact.configuration()),
        recorded.at(),
        recorded.origin().principal(),
        recorded.origin().reason(),
        fact.restores());
  }
}
