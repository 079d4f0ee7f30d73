package com.resultity.grpc;

import static com.resultity.grpc.Story.JOBS;
import static com.resultity.grpc.Story.NODE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import com.resultity.grpc.jobs.v1.CancelJobRequest;
import com.resultity.grpc.jobs.v1.CancelJobResponse;
import com.resultity.grpc.jobs.v1.DispatchJobRequest;
import com.resultity.grpc.jobs.v1.DispatchJobResponse;
import com.resultity.grpc.jobs.v1.GetQueueRequest;
import com.resultity.grpc.jobs.v1.GetQueueResponse;
import com.resultity.grpc.jobs.v1.GetUsageRequest;
import com.resultity.grpc.jobs.v1.GetUsageResponse;
import com.resultity.grpc.jobs.v1.Job;
import com.resultity.grpc.jobs.v1.JobState;
import com.resultity.grpc.jobs.v1.ListJobsRequest;
import com.resultity.grpc.jobs.v1.ListJobsResponse;
import com.resultity.grpc.jobs.v1.Priority;
import com.resultity.grpc.jobs.v1.UsageDimension;
import com.resultity.grpc.network.v1.NetworkName;
import io.vertx.grpc.common.GrpcStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists and sums of jobs, and the queue. */
class JobReadsTest {
  private final Served served = new Served();
  private final Story story = new Story(served).credit().model();

  @AfterEach
  void close() {
    served.close();
  }

  private List<String> list(ListJobsRequest.Builder request) {
    return call("ListJobs", request.build(), ListJobsResponse.getDefaultInstance())
        .getJobsList()
        .stream()
        .map(Job::getJobId)
        .toList();
  }

  private <A extends Message> A call(String method, Message request, A kind) {
    return served.call(JOBS + method, "admin", request, kind);
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    List<String> ids = List.of(story.submitted(), story.submitted(), story.submitted()).reversed();
    ListJobsRequest request =
        ListJobsRequest.newBuilder().setNamespaceId(story.namespace).setLimit(2).build();
    var page = call("ListJobs", request, ListJobsResponse.getDefaultInstance());
    assertThat(page.getJobsList()).extracting(Job::getJobId).isEqualTo(ids.subList(0, 2));
    var rest =
        call(
            "ListJobs",
            request.toBuilder().setCursor(page.getNextCursor()).build(),
            ListJobsResponse.getDefaultInstance());
    assertThat(rest.getJobsList()).extracting(Job::getJobId).isEqualTo(ids.subList(2, 3));
    assertThat(rest.hasNextCursor()).isFalse();
  }

  @Test
  void jobsAreFoundByWhatIsAsked() {
    String dispatched = story.submitted();
    dispatch(dispatched);
    String queued = story.submitted();
    assertThat(list(ListJobsRequest.newBuilder().setNodeId(NODE))).containsExactly(dispatched);
    assertThat(list(ListJobsRequest.newBuilder().setState(JobState.JOB_STATE_QUEUED)))
        .containsExactly(queued);
    assertThat(list(ListJobsRequest.newBuilder().setModel("llama"))).hasSize(2);
    assertThat(list(ListJobsRequest.newBuilder().setFrom(story.inAnHour))).isEmpty();
    assertThat(list(ListJobsRequest.newBuilder().setTo(story.inAnHour))).hasSize(2);
    assertThat(list(ListJobsRequest.newBuilder().setNetwork(NetworkName.NETWORK_NAME_MAINNET)))
        .isEmpty();
  }

  @Test
  void aNarrowedTokenMustNameANamespaceOfItsOwn() {
    String token = "cloud/namespace=" + story.namespace;
    assertThat(code(token, ListJobsRequest.getDefaultInstance())).isEqualTo("PERMISSION_DENIED");
    assertThat(code(token, ListJobsRequest.newBuilder().setNamespaceId(story.account).build()))
        .isEqualTo("NAMESPACE_NOT_FOUND");
    assertThat(code(token, ListJobsRequest.newBuilder().setNamespaceId(story.namespace).build()))
        .isEqualTo("OK");
  }

  private String code(String token, ListJobsRequest request) {
    var reply =
        served.reply(
            JOBS + "ListJobs", Served.as(token), request, ListJobsResponse.getDefaultInstance());
    return reply.detail(ErrorInfo.class).map(ErrorInfo::getReason).orElse("OK");
  }

  @Test
  void usageIsAddedUpByGroups() {
    call(
        "CancelJob",
        CancelJobRequest.newBuilder().setJobId(story.submitted()).build(),
        CancelJobResponse.getDefaultInstance());
    story.submitted();
    long now = Instant.now().getEpochSecond();
    GetUsageRequest request =
        GetUsageRequest.newBuilder()
            .addGroupBy(UsageDimension.USAGE_DIMENSION_MODEL)
            .addGroupBy(UsageDimension.USAGE_DIMENSION_NAMESPACE)
            .addGroupBy(UsageDimension.USAGE_DIMENSION_HOUR)
            .addGroupBy(UsageDimension.USAGE_DIMENSION_DAY)
            .addGroupBy(UsageDimension.USAGE_DIMENSION_NODE)
            .setFrom(Timestamp.newBuilder().setSeconds(now - 3600))
            .setTo(Timestamp.newBuilder().setSeconds(now + 3600))
            .build();
    var lines = call("GetUsage", request, GetUsageResponse.getDefaultInstance()).getLinesList();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().getModel()).isEqualTo("llama");
    assertThat(lines.getFirst().getNamespaceId()).isEqualTo(story.namespace);
    assertThat(lines.getFirst().getHour().getSeconds() % 3600).isZero();
    assertThat(lines.getFirst().getDay()).startsWith("2");
    assertThat(lines.getFirst().hasNodeId()).isFalse();
    assertThat(lines.getFirst().getCancelled()).isEqualTo(1);
    var wrong =
        served.reply(
            JOBS + "GetUsage",
            Served.as("admin"),
            request.toBuilder().addGroupBy(UsageDimension.USAGE_DIMENSION_DAY).clearTo().build(),
            GetUsageResponse.getDefaultInstance());
    assertThat(wrong.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
  }

  @Test
  void theQueueTellsHowManyWaitAndForHowLong() {
    story.submitted();
    dispatch(story.submitted());
    var queue =
        call(
            "GetQueue",
            GetQueueRequest.newBuilder().setNetwork(NetworkName.NETWORK_NAME_TESTNET).build(),
            GetQueueResponse.getDefaultInstance());
    assertThat(queue.getLinesList()).hasSize(1);
    assertThat(queue.getLines(0).getPriority()).isEqualTo(Priority.PRIORITY_NORMAL);
    assertThat(queue.getLines(0).getWaiting()).isEqualTo(1);
    assertThat(queue.getLines(0).getDispatched()).isEqualTo(1);
    assertThat(queue.getLines(0).hasOldestWaiting()).isTrue();
    assertThat(queue.hasAsOf()).isTrue();
  }

  private void dispatch(String job) {
    call(
        "DispatchJob",
        DispatchJobRequest.newBuilder().setJobId(job).setNodeId(NODE).build(),
        DispatchJobResponse.getDefaultInstance());
  }
}
