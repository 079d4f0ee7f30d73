package com.resultity.http;

import com.resultity.domain.journal.Origin;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Principal;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.Caller;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say. */
final class Headers {
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
  private static final Pattern REASON = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,500}");
  private static final Pattern MILLIS = Pattern.compile("[1-9][0-9]{0,5}");
  private static final int MOST_MILLIS = 600_000;
  private static final String BEARER = "bearer ";

  private Headers() {}

  static String token(HttpServerRequest request) throws InvalidToken {
    String value = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (value == null || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new InvalidToken("A bearer token is required");
    }
    return value.substring(BEARER.length()).strip();
  }

  static Caller caller(
      HttpServerRequest request,
      Principal principal,
      Operation operation,
      Trace trace,
      Instant now,
      Duration deadline,
      boolean dryRun) {
    boolean explained = operation.needsReason(principal.role());
    Origin origin =
        new Origin(principal.subject(), trace.traceId(), explained ? reason(request) : null);
    String key = operation.needsIdempotencyKey() && !dryRun ? key(request) : null;
    return new Caller(origin, key, now.plus(deadline(request, deadline)), dryRun);
  }

  private static String key(HttpServerRequest request) {
    String value = request.getHeader("Idempotency-Key");
    if (value == null) {
      throw new Fault(ErrorCode.IDEMPOTENCY_KEY_REQUIRED);
    }
    if (!KEY.matcher(value).matches()) {
      throw flaw("Idempotency-Key", "must be 1 to 200 visible ASCII characters");
    }
    return value;
  }

  private static String reason(HttpServerRequest request) {
    String value = request.getHeader("Reason");
    if (value == null || value.isBlank()) {
      throw new Fault(ErrorCode.REASON_REQUIRED);
    }
    String reason = utf8(value);
    if (reason == null || !REASON.matcher(reason).matches()) {
      throw flaw("Reason", "must be 1 to 500 printable characters in UTF-8");
    }
    return reason;
  }

  // Netty reads each byte of a header as one character.
  private static @Nullable String utf8(String value) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  private static Duration deadline(HttpServerRequest request, Duration absent) {
    String value = request.getHeader("Deadline-Ms");
    if (value == null) {
      return absent;
    }
    if (!MILLIS.matcher(value).matches() || Integer.parseInt(value) > MOST_MILLIS) {
      throw flaw("Deadline-Ms", "must be a number from 1 to " + MOST_MILLIS);
    }
    return Duration.ofMillis(Integer.parseInt(value));
  }

  /** Whether the client takes what is answered; an answer that is a problem is sent regardless. */
  static boolean accepts(HttpServerRequest request, String mediaType) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    if (accept == null || accept.equals("*/*") || accept.equals(mediaType)) {
      return true;
    }
    String group = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.strip().split("\\s*;\\s*", -1);
      boolean fits = parts[0].equals("*/*") || parts[0].equals(group) || parts[0].equals(mediaType);
      if (fits && !refused(parts)) {
        return true;
      }
    }
    return false;
  }

  private static boolean refused(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].matches("q\\s*=\\s*0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the body, if there is one, is said to be JSON. */
  static boolean sendsJson(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
          && (length == null || length.equals("0"));
    }
    return type.equals(Reply.JSON)
        || type.toLowerCase(Locale.ROOT)
            .matches("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");
  }

  private static BadRequest flaw(String header, String detail) {
    return new BadRequest(Flaw.Where.HEADER, header, detail);
  }
}
