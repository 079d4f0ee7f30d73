package com.resultity.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. */
final class Router {
  private final Map<Integer, List<Entry>> byLength = new HashMap<>();

  Router(List<Route> routes) {
    for (Route route : routes) {
      List<String> template = segments(route.path());
      byLength
          .computeIfAbsent(template.size(), _ -> new ArrayList<>())
          .add(new Entry(route, template));
    }
  }

  /** What became of looking. */
  sealed interface Match {
    /** A route, with what its path named. */
    record Found(Route route, Map<String, String> path) implements Match {}

    /** There is something here, but not for this method. */
    record WrongMethod(String allow) implements Match {}

    /** Nothing is here. */
    record Nothing() implements Match {}
  }

  Match match(HttpMethod method, @Nullable String path) {
    if (path == null) {
      return new Match.Nothing();
    }
    HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    List<String> segments = segments(path);
    TreeSet<String> allowed = new TreeSet<>();
    for (Entry entry : byLength.getOrDefault(segments.size(), List.of())) {
      Map<String, String> names = entry.match(segments);
      if (names != null && entry.route.method().equals(wanted)) {
        return new Match.Found(entry.route, names);
      }
      if (names != null) {
        allowed.add(entry.route.method().name());
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty()
        ? new Match.Nothing()
        : new Match.WrongMethod(String.join(", ", allowed));
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private record Entry(Route route, List<String> template) {

    @Nullable Map<String, String> match(List<String> segments) {
      Map<String, String> names = Map.of();
      for (int i = 0; i < template.size(); i++) {
        String expected = template.get(i);
        if (!expected.startsWith("{")) {
          if (!expected.equals(segments.get(i))) {
            return null;
          }
          continue;
        }
        int close = expected.indexOf('}');
        String value = value(segments.get(i), expected.substring(close + 1));
        if (value == null) {
          return null;
        }
        String name = expected.substring(1, close);
        names = names.isEmpty() ? Map.of(name, value) : with(names, name, value);
      }
      return names;
    }

    private static Map<String, String> with(Map<String, String> names, String name, String value) {
      Map<String, String> more = new HashMap<>(names);
      more.put(name, value);
      return more;
    }

    private static @Nullable String value(String segment, String verb) {
      if (!segment.endsWith(verb)) {
        return null;
      }
      String value = segment.substring(0, segment.length() - verb.length());
      return value.isEmpty() || value.indexOf(':') >= 0 ? null : value;
    }
  }
}
