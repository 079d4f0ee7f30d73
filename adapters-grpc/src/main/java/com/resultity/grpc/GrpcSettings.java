package com.resultity.grpc;

import com.resultity.grpc.calls.CallSettings;
import java.time.Duration;

/**
 * How the door is built.
 *
 * @param eventLoops how many threads take calls
 * @param maxMessage the most bytes of one request message
 * @param idle how long a connection may be silent
 * @param grace how long calls under way may take when the door shuts down
 * @param calls the bounds of calls
 */
public record GrpcSettings(
    int eventLoops, long maxMessage, Duration idle, Duration grace, CallSettings calls) {
  public static final GrpcSettings DEFAULT =
      new GrpcSettings(
          2, 1 << 20, Duration.ofMinutes(5), Duration.ofSeconds(10), CallSettings.DEFAULT);
}
