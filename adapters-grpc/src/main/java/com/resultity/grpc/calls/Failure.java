package com.resultity.grpc.calls;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.resultity.domain.journal.Refusal;
import com.resultity.grpc.errors.v1.Error;
import com.resultity.grpc.errors.v1.FieldViolation;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.errors.Certainty;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.errors.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a call is not answered: the one place that turns refusals, faults and whatever else is thrown
 * into what callers see.
 *
 * @param certainty that of the code, unless more is known
 * @param replayed whether an earlier command with the same key was refused
 */
public record Failure(
    ErrorCode code,
    Certainty certainty,
    Map<String, String> facts,
    List<Violation> violations,
    boolean replayed) {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);
  private static final String DOMAIN = "resultity.com";
  // Details travel in a header, which clients bound to 8 KiB, and grow by a third on the way.
  private static final int MOST_BYTES = 4096;
  private static final int LONGEST = 256;
  private static final Duration RETRY_DELAY = Duration.newBuilder().setNanos(100_000_000).build();
  // The lowest limit gives one request back in a second.
  private static final Duration LIMITED_DELAY = Duration.newBuilder().setSeconds(1).build();

  static Failure of(ErrorCode code) {
    return of(code, Map.of());
  }

  private static Failure of(ErrorCode code, Map<String, String> facts) {
    return new Failure(code, code.certainty(), facts, List.of(), false);
  }

  static Failure of(Refusal refusal, boolean replayed) {
    ErrorCode code = ErrorCode.of(refusal.code());
    return new Failure(code, code.certainty(), refusal.facts(), List.of(), replayed);
  }

  static Failure of(List<Violation> violations) {
    ErrorCode code = ErrorCode.INVALID_REQUEST;
    return new Failure(code, code.certainty(), Map.of(), violations, false);
  }

  /** What was thrown; it is logged here, and nowhere else, when it is Core's own failure. */
  static Failure of(Throwable thrown, String traceId) {
    return switch (thrown) {
      case InvalidRequest invalid -> of(invalid.violations());
      case InvalidToken invalid -> unauthenticated(String.valueOf(invalid.getMessage()));
      case Refused refused -> of(refused.refusal(), refused.replayed());
      case Fault fault when fault.code() != ErrorCode.INTERNAL || fault.getCause() == null ->
          of(fault.code(), fault.facts());
      default -> {
        LOG.error("call failed, trace {}", traceId, thrown);
        yield of(ErrorCode.INTERNAL);
      }
    };
  }

  private static Failure unauthenticated(String detail) {
    ErrorCode code = ErrorCode.UNAUTHENTICATED;
    return new Failure(code, code.certainty(), Map.of("detail", detail), List.of(), false);
  }

  /** The deadline fired while a command was on its way: it may have happened. */
  static Failure lateCommand() {
    return new Failure(ErrorCode.DEADLINE_EXCEEDED, Certainty.UNKNOWN, Map.of(), List.of(), false);
  }

  /** As the details of a status (google.rpc.Status). */
  Status status(String traceId) {
    Status.Builder status = Status.newBuilder().setCode(code.grpcStatus()).setMessage(code.title());
    status.addDetails(
        Any.pack(
            ErrorInfo.newBuilder()
                .setReason(code.name())
                .setDomain(DOMAIN)
                .putAllMetadata(few(facts))
                .putMetadata("certainty", certainty.code())
                .putMetadata("trace_id", traceId)
                .build()));
    if (!violations.isEmpty()) {
      status.addDetails(Any.pack(badRequest()));
    }
    if (certainty == Certainty.RETRY) {
      Duration delay = code == ErrorCode.RATE_LIMITED ? LIMITED_DELAY : RETRY_DELAY;
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    }
    return status.build();
  }

  /** As an item of a stream. */
  Error error() {
    Error.Builder error =
        Error.newBuilder()
            .setCode(code.code())
            .setTitle(code.title())
            .putAllFacts(facts)
            .setCertainty(
                com.resultity.grpc.errors.v1.Certainty.valueOf(
                    "CERTAINTY_" + certainty.name().toUpperCase(Locale.ROOT)));
    for (Violation violation : violations) {
      error.addViolations(
          FieldViolation.newBuilder()
              .setField(violation.field())
              .setDescription(violation.description()));
    }
    return error.build();
  }

  private static Map<String, String> few(Map<String, String> facts) {
    Map<String, String> few = new TreeMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      String name = shortened(fact.getKey());
      String value = shortened(fact.getValue());
      bytes += size(name) + size(value);
      if (bytes <= MOST_BYTES) {
        few.put(name, value);
      }
    }
    return few;
  }

  private BadRequest badRequest() {
    BadRequest.Builder bad = BadRequest.newBuilder();
    int bytes = 0;
    for (Violation violation : violations) {
      String field = shortened(violation.field());
      String description = shortened(violation.description());
      bytes += size(field) + size(description);
      if (bytes <= MOST_BYTES) {
        bad.addFieldViolations(
            BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description));
      }
    }
    return bad.build();
  }

  // With what frames it.
  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + 4;
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "\u2026";
  }
}
