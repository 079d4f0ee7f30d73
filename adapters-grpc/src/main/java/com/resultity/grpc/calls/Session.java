package com.resultity.grpc.calls;

import com.resultity.ports.access.Principal;

/**
 * Who calls, and under which trace.
 *
 * @param dryRun whether commands are only decided, and nothing is recorded
 */
record Session(Principal principal, String traceId, boolean dryRun) {}
