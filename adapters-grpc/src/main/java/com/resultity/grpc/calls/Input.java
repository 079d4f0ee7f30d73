package com.resultity.grpc.calls;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.resultity.domain.accounts.WalletAddress;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request and gathers all that is wrong with them. What a method returns
 * for a field that is wrong is meaningless; {@link #check} must be called before any of it is used.
 */
public final class Input {
  private static final UUID NOTHING = new UUID(0, 0);
  private static final NodeId NOWHERE = new NodeId("0x" + "0".repeat(40));
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern HEX_DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long MAX_DURATION = 315_576_000_000L;
  private static final int MAX_NANOS = 999_999_999;

  private @Nullable List<Violation> violations;

  /** Notes that a field is wrong. */
  public void reject(String field, String description) {
    if (violations == null) {
      violations = new ArrayList<>();
    }
    violations.add(new Violation(field, description));
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidRequest when anything was wrong
   */
  public void check() {
    if (violations != null) {
      throw new InvalidRequest(violations);
    }
  }

  public void require(boolean present, String field) {
    if (!present) {
      reject(field, "is required");
    }
  }

  public UUID id(String field, String text) {
    UUID id = Uuids.parse(text);
    if (id == null) {
      reject(field, text.isEmpty() ? "is required" : "must be a UUID");
      return NOTHING;
    }
    return id;
  }

  public @Nullable UUID idOrNull(String field, boolean present, String text) {
    return present ? id(field, text) : null;
  }

  /** Text that says something, of at most so many characters, none of them a control character. */
  public String text(String field, String text, int most) {
    if (text.isBlank()) {
      reject(field, "is required");
    } else if (text.length() > most) {
      reject(field, "must be at most " + most + " characters");
    } else if (hasControls(text)) {
      reject(field, "must not contain control characters");
    }
    return text;
  }

  public @Nullable String textOrNull(String field, boolean present, String text, int most) {
    return present ? text(field, text, most) : null;
  }

  /** Text of any characters, of so many at least and at most. */
  public String content(String field, String text, int least, int most) {
    if (text.isEmpty()) {
      reject(field, "is required");
    } else if (text.length() < least || text.length() > most) {
      reject(field, "must be " + least + " to " + most + " characters");
    }
    return text;
  }

  /** A time, to the microsecond. */
  public Instant time(String field, boolean present, Timestamp time) {
    require(present, field);
    if (time.getNanos() < 0 || time.getNanos() > MAX_NANOS || !inCalendar(time.getSeconds())) {
      reject(field, "must be a time between 1970 and 9999");
      return Instant.EPOCH;
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).truncatedTo(ChronoUnit.MICROS);
  }

  public @Nullable Instant timeOrNull(String field, boolean present, Timestamp time) {
    return present ? time(field, true, time) : null;
  }

  public java.time.Duration duration(String field, boolean present, Duration duration) {
    require(present, field);
    if (duration.getNanos() < 0
        || duration.getNanos() > MAX_NANOS
        || duration.getSeconds() < 0
        || duration.getSeconds() > MAX_DURATION) {
      reject(field, "must be a duration that is not negative");
      return java.time.Duration.ZERO;
    }
    return java.time.Duration.ofSeconds(duration.getSeconds(), duration.getNanos())
        .truncatedTo(ChronoUnit.MICROS);
  }

  public NodeId node(String field, String text) {
    return address(field, text) ? new NodeId(text) : NOWHERE;
  }

  public WalletAddress wallet(String field, String text) {
    return new WalletAddress(address(field, text) ? text : NOWHERE.address());
  }

  private boolean address(String field, String text) {
    boolean fits = ADDRESS.matcher(text).matches();
    if (!fits) {
      reject(field, text.isEmpty() ? "is required" : "must be 0x and 40 hex digits");
    }
    return fits;
  }

  public Digest digest(String field, String text) {
    if (!HEX_DIGEST.matcher(text).matches()) {
      reject(field, text.isEmpty() ? "is required" : "must be 64 lower-case hex digits");
      return Digest.NONE;
    }
    return new Digest(text);
  }

  public long notNegative(String field, long value) {
    if (value < 0) {
      reject(field, "must not be negative");
    }
    return value;
  }

  public int within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      reject(field, "must be from " + least + " to " + most);
    }
    return value;
  }

  /** The limit of a list: 100 unless given, at most 1000. */
  public int limit(boolean present, int limit) {
    return present ? within("limit", limit, 1, 1000) : 100;
  }

  /** A value of an enumeration, or the fallback after noting that the field names none. */
  public <E> E known(String field, @Nullable E value, E fallback) {
    if (value == null) {
      reject(field, "must be one of the known values");
      return fallback;
    }
    return value;
  }

  private static boolean inCalendar(long seconds) {
    return seconds >= 0 && seconds <= LAST_SECOND;
  }

  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
