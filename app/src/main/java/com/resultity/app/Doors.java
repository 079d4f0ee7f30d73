package com.resultity.app;

import com.resultity.app.settings.Address;
import com.resultity.app.tls.ServerIdentity;
import com.resultity.ports.access.RateLimits;
import java.util.Optional;

/**
 * Where the doors are and how they are kept.
 *
 * @param tls what they show who they are with; without it, they talk in clear text
 */
record Doors(Address http, Address grpc, RateLimits limits, Optional<ServerIdentity.Files> tls) {
  /** In clear text and without limits. */
  Doors(Address http, Address grpc) {
    this(http, grpc, RateLimits.NONE, Optional.empty());
  }
}
