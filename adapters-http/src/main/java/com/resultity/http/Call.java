package com.resultity.http;

import com.resultity.domain.journal.Ids;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.access.Principal;
import com.resultity.ports.access.Role;
import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request names in its path and query, and who makes it. */
public final class Call {
  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
  private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Pattern VERSION_TAG = Pattern.compile("\"(0|[1-9][0-9]{0,18})\"");
  private static final int ID_LENGTH = 36;

  private final Map<String, String> path;
  private final MultiMap query;
  private final @Nullable Principal principal;
  private final @Nullable String ifMatch;

  /**
   * @param known the names that may be in the query
   * @param principal null when anyone may ask
   * @param ifMatch the header's value; null when there is none
   */
  Call(
      Map<String, String> path,
      MultiMap query,
      Set<String> known,
      @Nullable Principal principal,
      @Nullable String ifMatch) {
    this.path = path;
    this.query = query;
    this.principal = principal;
    this.ifMatch = ifMatch;
    for (String name : query.names()) {
      if (!known.contains(name)) {
        throw flaw(name, "is not known here");
      }
      if (query.getAll(name).size() > 1) {
        throw flaw(name, "is given twice");
      }
    }
  }

  /** A command of a batch, which says itself what would stand in its path. */
  static Call of(String name, Body command) {
    return new Call(
        Map.of(name, command.text(name)), MultiMap.caseInsensitiveMultiMap(), Set.of(), null, null);
  }

  Principal principal() {
    return Objects.requireNonNull(principal);
  }

  /** Whether a caller of this role makes it. */
  public boolean from(Role role) {
    return principal != null && principal.role() == role;
  }

  /** What stands in the path. */
  public String text(String name) {
    return Objects.requireNonNull(path.get(name));
  }

  /** An id in the path. */
  public UUID id(String name) {
    return id(name, text(name));
  }

  /** An id in the query, or null. */
  public @Nullable UUID idOrNull(String name) {
    String text = query.get(name);
    return text == null ? null : id(name, text);
  }

  private static UUID id(String name, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (text.length() == ID_LENGTH && Ids.isWellFormed(id)) {
        return id;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as any other text that is no id.
    }
    throw flaw(name, "must be an id that Core made");
  }

  /** A network in the path. */
  public Network network(String name) {
    return code(name, text(name), Network.class);
  }

  /** A node in the path. */
  public NodeId node(String name) {
    return node(name, text(name));
  }

  /** A node in the query, or null. */
  public @Nullable NodeId nodeOrNull(String name) {
    String text = query.get(name);
    return text == null ? null : node(name, text);
  }

  private static NodeId node(String name, String text) {
    try {
      return new NodeId(text);
    } catch (IllegalArgumentException malformed) {
      throw flaw(name, "must be an EVM address");
    }
  }

  /** A name in the query, or null. */
  public @Nullable String nameOrNull(String name) {
    return textOrNull(name, NAME, "must be 1 to 100 printable characters");
  }

  /** A principal in the query, or null. */
  public @Nullable String subjectOrNull(String name) {
    return textOrNull(name, SUBJECT, "must be 1 to 255 printable characters");
  }

  private @Nullable String textOrNull(String name, Pattern form, String otherwise) {
    String text = query.get(name);
    if (text != null && !form.matcher(text).matches()) {
      throw flaw(name, otherwise);
    }
    return text;
  }

  /** One of the values of an enumeration in the query, or null. */
  public <E extends Enum<E>> @Nullable E codeOrNull(String name, Class<E> type) {
    String text = query.get(name);
    return text == null ? null : code(name, text, type);
  }

  /** Different values of an enumeration in the query, with commas between them; at least one. */
  public <E extends Enum<E>> List<E> codes(String name, Class<E> type) {
    String text = query.get(name);
    if (text == null) {
      throw flaw(name, "is required");
    }
    List<E> codes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      E code = code(name, part, type);
      if (codes.contains(code)) {
        throw flaw(name, "names " + part + " twice");
      }
      codes.add(code);
    }
    return codes;
  }

  private static <E extends Enum<E>> E code(String name, String text, Class<E> type) {
    List<String> known = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String code = value.name().toLowerCase(Locale.ROOT);
      if (code.equals(text)) {
        return value;
      }
      known.add(code);
    }
    throw flaw(name, "must be one of " + String.join(", ", known));
  }

  /** A slot in the path. */
  public int slot(String name) {
    return (int) count(name, text(name), Ids.MAX_SLOT);
  }

  /** How many items a list may have. */
  public int limit(int absent, int most) {
    String text = query.get("limit");
    long limit = text == null ? absent : count("limit", text, most);
    if (limit == 0) {
      throw flaw("limit", "must be at least 1");
    }
    return (int) limit;
  }

  /** A 64-bit number in the query that is not negative. */
  public OptionalLong count(String name) {
    String text = query.get(name);
    return text == null ? OptionalLong.empty() : OptionalLong.of(count(name, text, Long.MAX_VALUE));
  }

  /** A 64-bit number in the path that is not negative. */
  public long number(String name) {
    return count(name, text(name), Long.MAX_VALUE);
  }

  /** The version that must be in force, 0 for none; null when any may be. */
  public @Nullable Long expectedVersion() {
    if (ifMatch == null) {
      return null;
    }
    try {
      if (VERSION_TAG.matcher(ifMatch).matches()) {
        return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
      }
    } catch (NumberFormatException overflow) {
      // Told below, as any other text that is no version.
    }
    throw new BadRequest(Flaw.Where.HEADER, "If-Match", "must be a version such as \"3\"");
  }

  /** A 64-bit number in the query that is not negative and must be there. */
  public long required(String name) {
    return count(name).orElseThrow(() -> flaw(name, "is required"));
  }

  /** A 64-bit number in the query that is positive. */
  public OptionalLong positive(String name) {
    OptionalLong number = count(name);
    if (number.orElse(1) == 0) {
      throw flaw(name, "must be positive");
    }
    return number;
  }

  /** The last id of the page before, or null on the first page. */
  public @Nullable UUID cursor() {
    String text = query.get("cursor");
    if (text == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == 2 * Long.BYTES) {
        return new UUID(bytes.getLong(), bytes.getLong());
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, as any other text that is no cursor.
    }
    throw flaw("cursor", "must be a nextCursor that was answered");
  }

  /** The cursor that goes on after an id. */
  public static String cursorAfter(UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** A time in the query, or null. */
  public @Nullable Instant time(String name) {
    String text = query.get(name);
    try {
      Instant time = text == null ? null : Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
      if (time == null || (!time.isBefore(Instant.EPOCH) && time.isBefore(YEAR_10000))) {
        return time;
      }
    } catch (DateTimeException malformed) {
      // Told below, as any other text that is no time.
    }
    throw flaw(name, "must be a time such as 2026-06-01T12:00:00Z");
  }

  /** A flag in the query; absent is false. */
  boolean flag(String name) {
    String text = query.get(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw flaw(name, "must be true or false");
    }
    return "true".equals(text);
  }

  private static long count(String name, String text, long most) {
    try {
      if (COUNT.matcher(text).matches() && Long.parseLong(text) <= most) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException overflow) {
      // Told below, as any other text that is out of range.
    }
    throw flaw(name, "must be a decimal number from 0 to " + most);
  }

  /** Says what is wrong with a part of the path or query. */
  public static BadRequest flaw(String name, String detail) {
    return new BadRequest(List.of(new Flaw(Flaw.Where.PARAMETER, name, detail)));
  }
}
