package com.resultity.http;

import com.resultity.domain.journal.Refusal;
import com.resultity.ports.access.InvalidToken;
import com.resultity.ports.errors.Certainty;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.errors.Refused;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders whatever goes wrong as a problem (RFC 9457). The one place that does. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPE = "https://resultity.com/problems/";

  private Problems() {}

  static Reply of(Throwable failure, Trace trace) {
    return switch (failure) {
      case BadRequest bad ->
          reply(
              ErrorCode.INVALID_REQUEST, "The request is not valid", trace, Map.of(), bad.flaws());
      case InvalidToken invalid -> unauthenticated(String.valueOf(invalid.getMessage()), trace);
      case Refused refused -> of(refused.refusal(), trace).replayed(refused.replayed());
      case Fault fault -> {
        if (fault.code() == ErrorCode.INTERNAL) {
          LOG.error("failed, trace {}", trace.traceId(), fault);
        }
        yield reply(fault.code(), fault.code().title(), trace, fault.facts(), List.of());
      }
      default -> {
        LOG.error("failed, trace {}", trace.traceId(), failure);
        yield of(ErrorCode.INTERNAL, trace);
      }
    };
  }

  static Reply of(ErrorCode code, Trace trace) {
    return reply(code, code.title(), trace, Map.of(), List.of());
  }

  static Reply of(Refusal refusal, Trace trace) {
    ErrorCode code = ErrorCode.of(refusal.code());
    return reply(code, code.title(), trace, refusal.facts(), flaws(refusal));
  }

  // Facts that are named by their place in the body are what is wrong with it.
  private static List<Flaw> flaws(Refusal refusal) {
    return refusal.facts().entrySet().stream()
        .filter(fact -> fact.getKey().startsWith("/"))
        .map(fact -> new Flaw(Flaw.Where.BODY, fact.getKey(), fact.getValue()))
        .toList();
  }

  private static Reply unauthenticated(String detail, Trace trace) {
    return reply(ErrorCode.UNAUTHENTICATED, detail, trace, Map.of(), List.of());
  }

  private static Reply reply(
      ErrorCode code, String detail, Trace trace, Map<String, String> facts, List<Flaw> flaws) {
    Json out = new Json().object();
    out.field("type", TYPE + code.code());
    out.field("title", code.title());
    out.field("status", code.httpStatus());
    out.field("detail", detail);
    out.field("code", code.code());
    out.field("certainty", code.certainty().code());
    out.field("traceId", trace.traceId());
    if (!facts.isEmpty()) {
      out.object("facts");
      facts.forEach(out::field);
      out.end();
    }
    if (!flaws.isEmpty()) {
      out.array("errors");
      flaws.forEach(flaw -> write(flaw, out));
      out.endArray();
    }
    return new Reply(
        code.httpStatus(), Reply.PROBLEM, out.end().buffer(), headers(code), null, code);
  }

  private static void write(Flaw flaw, Json out) {
    out.object();
    out.field(flaw.where().field(), flaw.part());
    out.field("detail", flaw.detail());
    out.end();
  }

  private static Map<String, String> headers(ErrorCode code) {
    if (code == ErrorCode.UNAUTHENTICATED) {
      return Map.of("WWW-Authenticate", "Bearer");
    }
    boolean again = code.httpStatus() == 429 || code.httpStatus() == 503;
    return again && code.certainty() != Certainty.FINAL ? Map.of("Retry-After", "1") : Map.of();
  }
}
