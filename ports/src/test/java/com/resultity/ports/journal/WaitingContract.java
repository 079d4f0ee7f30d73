package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.accounts.NamespaceCommand.OpenNamespace;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobCommand.SubmitJob;
import com.resultity.domain.jobs.NodeCheck;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.ledger.GrantSource;
import com.resultity.domain.ledger.LedgerCommand.GrantCredit;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;
import com.resultity.ports.jobs.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the readers of waiting jobs have in common. Tests share a lane; the namespaces of one test
 * lie together in it, since their ids have the time and the slot first.
 */
public interface WaitingContract {
  Lane LANE = new Lane(Network.TESTNET, Tenant.MODEL, Priority.NORMAL);

  Backend backend();

  /** A stage with two namespaces and credit for both; the second comes later in a lane. */
  private Stage stage() {
    Stage stage = Stage.of(backend());
    stage.publishTerms();
    stage.done(stage.tenant().grant(1_000_000));
    return stage;
  }

  private static UUID second(Stage stage) {
    Tenant tenant = stage.tenant();
    UUID first = tenant.namespaceId();
    UUID id = new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + 1);
    stage.done(new OpenNamespace(id, tenant.accountId(), "second", tenant.network()));
    stage.done(new GrantCredit(tenant.newId(), id, 1_000_000, GrantSource.BONUS, 0, null, null));
    return id;
  }

  private static UUID submitted(Stage stage, UUID namespaceId) {
    return submitted(stage, namespaceId, Priority.NORMAL);
  }

  private static UUID submitted(Stage stage, UUID namespaceId, Priority priority) {
    SubmitJob like = stage.tenant().submit(stage.tenant().newId(), 10);
    stage.done(new SubmitJob(like.jobId(), namespaceId, Tenant.as(like.request(), priority), null));
    return like.jobId();
  }

  private List<UUID> waiting(Lane lane, @Nullable UUID after, Instant at, int limit) {
    return Await.result(backend().waiting().listWaiting(lane, after, at, limit)).stream()
        .map(Job::id)
        .toList();
  }

  private static UUID before(UUID id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1);
  }

  @Test
  default void waitingJobsAreListedByNamespaceAndTheLongestReadyFirst() {
    Stage stage = stage();
    UUID one = stage.tenant().namespaceId();
    UUID two = second(stage);
    UUID oldest = submitted(stage, one);
    stage.pass(Duration.ofSeconds(1));
    UUID ofOther = submitted(stage, two);
    UUID newer = submitted(stage, one);

    assertThat(waiting(LANE, before(one), stage.now(), 1)).containsExactly(oldest);
    assertThat(waiting(LANE, before(one), stage.now(), 2)).containsExactly(oldest, ofOther);
    assertThat(waiting(LANE, one, stage.now(), 1)).containsExactly(ofOther);
    stage.done(new DispatchJob(oldest, Tenant.NODE));
    assertThat(waiting(LANE, before(one), stage.now(), 2)).containsExactly(newer, ofOther);
  }

  @Test
  default void aNamespaceThatWaitsAloneMayHaveAllPlaces() {
    Stage stage = stage();
    UUID namespace = stage.tenant().namespaceId();
    Lane lane = new Lane(Network.TESTNET, Tenant.MODEL, Priority.TEST);
    List<UUID> jobs =
        List.of(
            submitted(stage, namespace, Priority.TEST), submitted(stage, namespace, Priority.TEST));

    assertThat(waiting(lane, before(namespace), stage.now(), 1_000)).containsAll(jobs);
    assertThat(waiting(LANE, before(namespace), stage.now(), 1_000))
        .doesNotContainAnyElementsOf(jobs);
  }

  @Test
  default void aJobThatIsNotReadyOrPastItsDeadlineDoesNotWait() {
    Stage stage = stage();
    UUID namespace = stage.tenant().namespaceId();
    UUID jobId = submitted(stage, namespace);
    Job job = Await.result(backend().jobs().find(jobId)).orElseThrow();

    assertThat(waiting(LANE, before(namespace), stage.now().minusNanos(1000), 1)).isEmpty();
    assertThat(waiting(LANE, before(namespace), job.spec().deadline().minusNanos(1000), 1))
        .containsExactly(jobId);
    assertThat(waiting(LANE, before(namespace), job.spec().deadline(), 1)).isEmpty();
  }

  @Test
  default void aBlindJobWaitsAsWellAndReadsBack() {
    Stage stage = stage();
    UUID jobId = Ids.of(Tenant.NOON, stage.tenant().slot(), 7);
    SubmitJob like = stage.tenant().submit(jobId, 10);
    Lane lane = new Lane(Network.TESTNET, Tenant.MODEL, Priority.URGENT);
    stage.done(
        new SubmitBlindJob(jobId, Network.TESTNET, Tenant.as(like.request(), Priority.URGENT)));

    assertThat(waiting(lane, null, stage.now(), 1_000)).contains(jobId);
    Job job = Await.result(backend().jobs().find(jobId)).orElseThrow();
    assertThat(job.spec().blind()).isTrue();
    assertThat(stage.state(touched -> touched.job(jobId)).job(jobId)).isEqualTo(job);
  }

  @Test
  default void aClaimIsFoundWhileItsNodeWorks() {
    Stage stage = stage();
    UUID jobId = submitted(stage, stage.tenant().namespaceId());
    UUID claimId = UUID.randomUUID();
    stage.done(new DispatchJob(jobId, Tenant.NODE, NodeCheck.PASSED, claimId));

    Job job = Await.result(backend().jobs().find(jobId)).orElseThrow();
    assertThat(Await.result(backend().waiting().findClaimed(Tenant.NODE, claimId))).contains(job);
    assertThat(Await.result(backend().waiting().findClaimed(Tenant.OTHER_NODE, claimId))).isEmpty();
    assertThat(Await.result(backend().waiting().findClaimed(Tenant.NODE, jobId))).isEmpty();
    stage.done(new FailJob(jobId, Tenant.NODE, 1, "oom"));
    assertThat(Await.result(backend().waiting().findClaimed(Tenant.NODE, claimId))).isEmpty();
  }
}
