package com.resultity.app.access;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.resultity.grpc.accounts.v1.AccountsProto;
import com.resultity.grpc.jobs.v1.JobsProto;
import com.resultity.grpc.journal.v1.JournalProto;
import com.resultity.grpc.ledger.v1.LedgerProto;
import com.resultity.grpc.network.v1.NetworkProto;
import com.resultity.grpc.nodes.v1.NodesProto;
import com.resultity.ports.access.Operation;
import com.resultity.ports.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for people about who may do what is the table in code. */
class AccessTableTest {
  private static final List<FileDescriptor> PROTOS =
      List.of(
          AccountsProto.getDescriptor(),
          LedgerProto.getDescriptor(),
          JobsProto.getDescriptor(),
          NetworkProto.getDescriptor(),
          NodesProto.getDescriptor(),
          JournalProto.getDescriptor());
  private static final Pattern LINE =
      Pattern.compile("^(?: {2}(/\\S+)| {4}(get|put|post|patch|delete)| {6}operationId: (\\w+)).*");

  @Test
  void theWrittenTableIsTheOneInCode() throws IOException {
    Path written = Path.of("../ops/ACCESS.md");
    String text = Files.exists(written) ? Files.readString(written) : "";
    int begin = Math.max(text.indexOf("| operation |"), 0);
    String expected = text.substring(0, begin) + table();
    Files.writeString(Path.of("target/ACCESS.md"), expected);
    assertThat(text)
        .as("to write it anew: cp app/target/ACCESS.md ops/ACCESS.md")
        .isEqualTo(expected);
  }

  private static String table() throws IOException {
    Map<String, String> paths = paths();
    Map<String, String> methods = methods();
    String roles = Stream.of(Role.values()).map(r -> " " + r.code() + " |").collect(joining());
    return "| operation | HTTP | gRPC |"
        + roles
        + "\n|---|---|---|"
        + ":-:|".repeat(Role.values().length)
        + "\n"
        + Stream.of(Operation.values())
            .map(o -> "| " + words(o) + " | " + paths.get(camel(o)) + " | " + row(o, methods))
            .collect(joining());
  }

  private static String row(Operation operation, Map<String, String> methods) {
    String method = Objects.requireNonNull(methods.get(camel(operation)), operation.name());
    return Stream.of(Role.values())
        .map(role -> operation.allows(role) ? " yes |" : " |")
        .collect(joining("", method + " |", "\n"));
  }

  private static Map<String, String> methods() {
    Map<String, String> methods = new HashMap<>();
    for (FileDescriptor proto : PROTOS) {
      proto
          .getServices()
          .forEach(service ->
              service
                  .getMethods()
                  .forEach(method ->
                      methods.put(
                          uncapitalized(method.getName()),
                          "`" + service.getName() + "/" + method.getName() + "`")));
    }
    return methods;
  }

  private static Map<String, String> paths() throws IOException {
    Map<String, String> paths = new HashMap<>();
    String path = "";
    String verb = "";
    for (String line : contract().split("\n", -1)) {
      Matcher found = LINE.matcher(line);
      if (found.matches() && found.group(1) != null) {
        path = found.group(1).replaceFirst(":$", "");
      } else if (found.matches() && found.group(2) != null) {
        verb = found.group(2).toUpperCase(Locale.ROOT);
      } else if (found.matches()) {
        paths.put(found.group(3), "`" + verb + " " + path + "`");
      }
    }
    return paths;
  }

  private static String contract() throws IOException {
    try (InputStream file = AccessTableTest.class.getResourceAsStream("/openapi.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String words(Operation operation) {
    String words = operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return operation.isPublic() ? words + " (no token)" : words;
  }

  private static String camel(Operation operation) {
    return uncapitalized(
        Arrays.stream(operation.name().split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(joining()));
  }

  private static String uncapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
