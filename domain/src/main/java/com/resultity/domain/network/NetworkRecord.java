package com.resultity.domain.network;

import com.resultity.domain.journal.LogRecord;

/** What happened to a network's configuration. */
public sealed interface NetworkRecord extends LogRecord {

  /** From now on jobs are priced and limited by this version. */
  record ConfigurationPublished(Configuration configuration) implements NetworkRecord {}
}
