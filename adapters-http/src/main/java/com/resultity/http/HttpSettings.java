package com.resultity.http;

import java.time.Duration;

/**
 * The bounds of the HTTP door.
 *
 * @param eventLoops how many event loops share a fixed port; port 0 is served by one
 * @param maxConnections how many connections may be open; one more is closed at once
 * @param maxBody bytes
 * @param headTimeout how long a request line and headers may take to arrive
 * @param bodyTimeout how long a body may take to arrive
 * @param idleTimeout how long a connection may say nothing
 * @param deadline how long a caller waits who does not say
 * @param drain how long requests under way may take when shutting down
 */
public record HttpSettings(
    int eventLoops,
    int maxConnections,
    int maxBody,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration deadline,
    Duration drain) {

  /** What fits most machines. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        Runtime.getRuntime().availableProcessors(),
        10_000,
        1 << 20,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }
}
