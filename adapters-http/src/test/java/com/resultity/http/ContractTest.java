package com.resultity.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.resultity.ports.access.Operation;
import com.resultity.ports.errors.ErrorCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContractTest {
  private static final JsonNode DOCUMENT = TestDoor.CONTRACT.document();
  private static final List<Route> ROUTES = Conformance.routes();

  @Test
  void everyOperationOfTheDocumentHasARouteAndEveryRouteIsInTheDocument() {
    Set<String> documented = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> {
                  if (method.getValue().has("operationId")) {
                    documented.add(
                        method.getKey().toUpperCase(Locale.ROOT)
                            + " "
                            + path.getKey()
                            + " "
                            + method.getValue().path("operationId").asText());
                  }
                }));
    Set<String> routed = new TreeSet<>();
    ROUTES.forEach(r -> routed.add(r.method() + " " + r.path() + " " + r.operationId()));
    assertThat(routed).isEqualTo(documented);
  }

  @Test
  void everyOperationOfTheTableOfPermissionsHasOneRoute() {
    List<Operation> routed =
        ROUTES.stream()
            .flatMap(route ->
                switch (route) {
                  case Route.Query query -> List.of(query.operation()).stream();
                  case Route.Question question -> List.of(question.operation()).stream();
                  case Route.Change<?> change -> List.of(change.operation()).stream();
                  case Route.Action<?> action -> List.of(action.operation()).stream();
                  case Route.Batch batch -> List.of(batch.operation()).stream();
                  case Route.Page _ -> List.<Operation>of().stream();
                })
            .toList();
    assertThat(routed).containsExactlyInAnyOrder(Operation.values());
  }

  @Test
  void everyCodeThatIsDocumentedIsInTheCatalogueAndTheReverse() {
    Set<String> documented = new HashSet<>();
    ROUTES.forEach(route -> documented.addAll(Conformance.codes(Conformance.operation(route))));
    Set<String> catalogue =
        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toSet());
    // What only Core itself asks for, when something's time has come.
    catalogue.removeAll(
        Set.of(
            "hold_not_due",
            "grant_not_found",
            "grant_not_due",
            "job_not_due",
            "namespaces_up_to_date"));
    assertThat(documented).isEqualTo(catalogue);
  }

  @Test
  void aCommandIsDocumentedAsOneAndAsksForAnIdempotencyKey() {
    for (Route route : ROUTES) {
      JsonNode operation = Conformance.operation(route);
      String kind =
          switch (route) {
            case Route.Query query -> query.operation().isPublic() ? "public" : "read";
            case Route.Question _ -> "question";
            case Route.Change<?> _, Route.Action<?> _, Route.Batch _ -> "command";
            case Route.Page _ -> "";
          };
      assertThat(operation.path("x-kind").asText()).as(route.operationId()).isEqualTo(kind);
      assertThat(operation.has("security")).isEqualTo(kind.isEmpty() || kind.equals("public"));
      assertThat(operation.path("parameters").toString().contains("IdempotencyKey"))
          .isEqualTo(kind.equals("command"));
    }
  }

  @Test
  void everyExampleKeepsToItsSchema() {
    DOCUMENT
        .at("/components/schemas")
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .path("examples")
                .forEach(example ->
                    assertThat(
                            TestDoor.CONTRACT
                                .schema("#/components/schemas/" + schema.getKey())
                                .validate(example))
                        .as(schema.getKey())
                        .isEmpty()));
  }

  @Test
  void everyObjectRefusesFieldsItDoesNotName() {
    DOCUMENT
        .at("/components/schemas")
        .forEach(schema -> {
          if (schema.path("type").asText().equals("object")
              && !schema.at("/properties/facts").isObject()) {
            assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
          }
        });
  }
}
