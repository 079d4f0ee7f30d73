package com.resultity.ports;

import com.fasterxml.jackson.core.JsonFactory;

/** Breaks the rule of record lines, to show that it can fail. */
public record BreakerOfLines(JsonFactory json) {}
