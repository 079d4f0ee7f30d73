package com.resultity.grpc.calls;

import com.resultity.ports.access.Principal;

/** Who calls, and under which trace. */
record Session(Principal principal, String traceId) {}
