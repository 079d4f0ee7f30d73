package com.resultity.grpc;

import static com.resultity.grpc.Story.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import com.resultity.grpc.journal.v1.AdminAction;
import com.resultity.grpc.journal.v1.ListAdminActionsRequest;
import com.resultity.grpc.journal.v1.ListAdminActionsResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What administrators did, and why. */
class AdminActionsTest {
  private final Served served = new Served();
  private final Story story = new Story(served).model();

  @AfterEach
  void close() {
    served.close();
  }

  private List<AdminAction> list(ListAdminActionsRequest.Builder request) {
    return page(request).getActionsList();
  }

  private ListAdminActionsResponse page(ListAdminActionsRequest.Builder request) {
    return served.call(
        JOURNAL + "ListAdminActions",
        "auditor",
        request.build(),
        ListAdminActionsResponse.getDefaultInstance());
  }

  @Test
  void whatAnAdministratorDidIsToldWithWhyAndWhereItStandsInTheLog() {
    List<AdminAction> actions = list(ListAdminActionsRequest.newBuilder().setPrincipal("admin"));
    assertThat(actions).hasSize(1);
    AdminAction action = actions.getFirst();
    assertThat(action.getKind()).isEqualTo("configuration_published");
    assertThat(action.getReason()).isEqualTo("a test");
    assertThat(action.getSubjectsMap()).containsEntry("network", "testnet").hasSize(1);
    assertThat(action.getSlot()).isZero();
    assertThat(action.getSequence()).isEqualTo(2);
    assertThat(action.getTraceId()).hasSize(32);
    assertThat(list(ListAdminActionsRequest.newBuilder().setKind("hold_placed"))).isEmpty();
    assertThat(list(ListAdminActionsRequest.newBuilder().setNamespaceId(story.namespace)))
        .isEmpty();
    assertThat(list(ListAdminActionsRequest.newBuilder().setTo(action.getAt()))).isEmpty();
    assertThat(list(ListAdminActionsRequest.newBuilder().setFrom(action.getAt()))).hasSize(1);
  }

  @Test
  void actionsAreListedNewestFirstPageByPage() {
    story.model();
    ListAdminActionsRequest.Builder request = ListAdminActionsRequest.newBuilder().setLimit(1);
    ListAdminActionsResponse first = page(request);
    ListAdminActionsResponse last = page(request.setCursor(first.getNextCursor()));
    assertThat(first.getActions(0).getSequence()).isEqualTo(3);
    assertThat(last.getActions(0).getSequence()).isEqualTo(2);
    assertThat(last.hasNextCursor()).isFalse();
  }

  @Test
  void nobodyElseSeesThemAndAFilterThatMeansNothingIsRefused() {
    assertThat(code("cloud", ListAdminActionsRequest.newBuilder())).isEqualTo("PERMISSION_DENIED");
    assertThat(code("auditor/account=" + story.account, ListAdminActionsRequest.newBuilder()))
        .isEqualTo("PERMISSION_DENIED");
    assertThat(code("admin", ListAdminActionsRequest.newBuilder().setAccountId("x")))
        .isEqualTo("INVALID_REQUEST");
    assertThat(code("admin", ListAdminActionsRequest.newBuilder().setLimit(0)))
        .isEqualTo("INVALID_REQUEST");
  }

  private String code(String token, ListAdminActionsRequest.Builder request) {
    var reply =
        served.reply(
            JOURNAL + "ListAdminActions",
            Served.as(token),
            request.build(),
            ListAdminActionsResponse.getDefaultInstance());
    assertThat(reply.status()).isNotEqualTo(GrpcStatus.OK);
    return reply.detail(ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
  }
}
