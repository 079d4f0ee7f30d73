package com.resultity.grpc.calls;

import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.RateLimits;
import com.resultity.ports.access.Tokens;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.grpc.common.WireFormat;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call's metadata says. */
final class Metadata {
  static final String REPLAYED = "idempotency-replayed";
  static final String DETAILS = "grpc-status-details-bin";

  private static final CharSequence AUTHORIZATION = HttpHeaders.AUTHORIZATION;
  private static final CharSequence KEY = HttpHeaders.createOptimized("idempotency-key");
  private static final CharSequence DRY_RUN = HttpHeaders.createOptimized("dry-run");
  private static final CharSequence REASON = HttpHeaders.createOptimized("reason");
  private static final CharSequence TRACE = HttpHeaders.createOptimized("traceparent");
  private static final CharSequence TIMEOUT = HttpHeaders.createOptimized("grpc-timeout");
  private static final CharSequence ENCODING = HttpHeaders.createOptimized("grpc-encoding");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");
  private static final CharSequence LEFT = HttpHeaders.createOptimized("ratelimit");
  private static final String BEARER = "Bearer ";
  private static final int MAX_TIMEOUT_DIGITS = 8;
  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

  private final MultiMap headers;

  Metadata(MultiMap headers) {
    this.headers = headers;
  }

  /**
   * Tells what the caller has left, if it is limited, and throws when that is nothing.
   *
   * <p>Fails with {@code RATE_LIMITED}.
   */
  static void limit(GrpcServerResponse<?, ?> response, RateLimits.@Nullable Allowance allowance) {
    if (allowance != null) {
      response.headers().set(POLICY, allowance.policy()).set(LEFT, allowance.left());
      allowance.require();
    }
  }

  /** The principal that the bearer token stands for. */
  Principal principal(Tokens tokens) throws InvalidToken {
    String header = headers.get(AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new InvalidToken("a bearer token is required");
    }
    return tokens.verify(header.substring(BEARER.length()).trim());
  }

  String traceId(Traces traces) {
    return traces.of(headers.get(TRACE));
  }

  /** The idempotency key; empty when there is none. */
  String idempotencyKey() {
    String key = headers.get(KEY);
    return key == null ? "" : key;
  }

  /** Whether commands are only to be decided. */
  boolean dryRun() {
    String value = headers.get(DRY_RUN);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new InvalidRequest(List.of(new Violation("dry-run", "must be true or false")));
    }
    return "true".equals(value);
  }

  @Nullable String reason() {
    return headers.get(REASON);
  }

  /** Messages must be protobuf, and plain: what they inflate to could not be bounded. */
  void requirePlain(WireFormat format) {
    String encoding = headers.get(ENCODING);
    if (format != WireFormat.PROTOBUF || (encoding != null && !encoding.equals("identity"))) {
      throw new Fault(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  /** How long the caller waits, if it says. */
  @Nullable Duration timeout() {
    String text = headers.get(TIMEOUT);
    return text == null ? null : timeout(text);
  }

  private static Duration timeout(String text) {
    int digits = text.length() - 1;
    if (digits < 1 || digits > MAX_TIMEOUT_DIGITS) {
      throw malformedTimeout();
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw malformedTimeout();
      }
      value = value * 10 + (c - '0');
    }
    Duration timeout = timeout(value, text.charAt(digits));
    return timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout;
  }

  private static Duration timeout(long value, char unit) {
    return switch (unit) {
      case 'H' -> Duration.ofHours(value);
      case 'M' -> Duration.ofMinutes(value);
      case 'S' -> Duration.ofSeconds(value);
      case 'm' -> Duration.ofMillis(value);
      case 'u' -> Duration.ofNanos(value * 1000);
      case 'n' -> Duration.ofNanos(value);
      default -> throw malformedTimeout();
    };
  }

  private static InvalidRequest malformedTimeout() {
    return new InvalidRequest(
        List.of(new Violation("grpc-timeout", "must be at most 8 digits and one of HMSmun")));
  }
}
