package com.resultity.domain.journal;

import java.time.Instant;

/** One record as it stands in the log: when, by whom, what. Time is that of its block. */
public record Recorded(Instant at, Origin origin, LogRecord fact) {}
