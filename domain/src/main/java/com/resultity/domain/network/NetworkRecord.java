package com.resultity.domain.network;

import com.resultity.domain.journal.LogRecord;
import org.jspecify.annotations.Nullable;

/** What happened to a network's configuration. */
public sealed interface NetworkRecord extends LogRecord {

  /**
   * From now on jobs are priced and limited by this version.
   *
   * @param restores the earlier version that says the same; null unless that was asked for
   */
  record ConfigurationPublished(Configuration configuration, @Nullable Long restores)
      implements NetworkRecord {

    /** What was not in force before. */
    public ConfigurationPublished(Configuration configuration) {
      this(configuration, null);
    }
  }
}
