package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.jobs.Job;
import com.resultity.domain.jobs.JobCommand.CancelJob;
import com.resultity.domain.jobs.JobCommand.CompleteJob;
import com.resultity.domain.jobs.JobCommand.DispatchJob;
import com.resultity.domain.jobs.JobCommand.FailJob;
import com.resultity.domain.jobs.JobCommand.SubmitBlindJob;
import com.resultity.domain.jobs.JobResult;
import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.jobs.NodeCheck;
import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.NetworkCommand.PublishConfiguration;
import com.resultity.domain.network.Priority;
import com.resultity.domain.nodes.NodeId;
import com.resultity.ports.jobs.JobPage;
import com.resultity.ports.jobs.JobQuery;
import com.resultity.ports.jobs.QueueLine;
import com.resultity.ports.jobs.UsageDimension;
import com.resultity.ports.jobs.UsageLine;
import com.resultity.ports.jobs.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every list and sum of jobs keeps to. Tests run side by side on one backend: each looks for
 * its own tenant's or node's jobs, or expects others among them.
 */
public interface JobLookupsContract {
  Backend backend();

  @Test
  default void jobsAreListedNewestFirstPageByPage() {
    Stage stage = funded();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(submit(stage));
    }
    UUID namespace = stage.tenant().namespaceId();
    JobPage first = page(new Ask().of(namespace).limit(2));
    assertThat(first.jobs()).extracting(Job::id).isEqualTo(ids.subList(0, 2));
    UUID later = submit(stage);
    JobPage second = page(new Ask().of(namespace).limit(2).before(next(first)));
    assertThat(second.jobs()).extracting(Job::id).isEqualTo(ids.subList(2, 4));
    JobPage last = page(new Ask().of(namespace).limit(2).before(next(second)));
    assertThat(last.jobs()).extracting(Job::id).isEqualTo(ids.subList(4, 5));
    assertThat(last.next()).isNull();
    assertThat(page(new Ask().of(namespace).limit(1)).jobs().getFirst().id()).isEqualTo(later);
  }

  @Test
  default void aFullPageThatIsTheLastHasNoNext() {
    Stage stage = funded();
    submit(stage);
    submit(stage);
    assertThat(page(new Ask().of(stage.tenant().namespaceId()).limit(2)).next()).isNull();
    assertThat(page(new Ask().of(stage.tenant().newId()).limit(2)))
        .isEqualTo(new JobPage(List.of(), null));
  }

  @Test
  default void aJobIsListedAsItIsFound() {
    Stage stage = funded();
    UUID id = submit(stage);
    finish(stage, id, newNode(), 5, 6);
    assertThat(page(new Ask().of(stage.tenant().namespaceId())).jobs())
        .containsExactly(Await.result(backend().jobs().find(id)).orElseThrow());
  }

  @Test
  default void everyFilterAloneFindsItsJobsAndNoOthers() {
    Stage stage = funded();
    NodeId node = newNode();
    UUID queued = submit(stage);
    UUID dispatched = submit(stage);
    stage.done(new DispatchJob(dispatched, node));
    UUID completed = submit(stage);
    finish(stage, completed, node, 1, 1);
    UUID cancelled = submit(stage);
    stage.done(new CancelJob(cancelled));
    List<UUID> all = List.of(queued, dispatched, completed, cancelled);

    assertFound(all, Set.of(dispatched, completed), new Ask().at(node));
    assertFound(all, Set.of(queued), new Ask().in(JobStatus.QUEUED));
    assertFound(all, Set.of(dispatched), new Ask().in(JobStatus.DISPATCHED));
    assertFound(all, Set.of(completed), new Ask().in(JobStatus.COMPLETED));
    assertFound(all, Set.of(cancelled), new Ask().in(JobStatus.CANCELLED));
    assertFound(all, Set.of(), new Ask().in(JobStatus.FAILED));
    assertFound(all, Set.copyOf(all), new Ask().model(Tenant.MODEL));
    assertFound(all, Set.of(), new Ask().model("no such model"));
    assertFound(all, Set.copyOf(all), new Ask().on(Network.TESTNET));
    assertFound(all, Set.of(), new Ask().on(Network.MAINNET));
    assertFound(all, Set.copyOf(all), new Ask());
  }

  @Test
  default void filtersTakenTogetherFindWhatAllOfThemFind() {
    Stage stage = funded();
    NodeId node = newNode();
    UUID completed = submit(stage);
    finish(stage, completed, node, 1, 1);
    UUID dispatched = submit(stage);
    stage.done(new DispatchJob(dispatched, node));
    UUID elsewhere = submit(stage);
    finish(stage, elsewhere, newNode(), 1, 1);
    List<UUID> all = List.of(completed, dispatched, elsewhere);
    UUID namespace = stage.tenant().namespaceId();

    assertFound(all, Set.of(completed), new Ask().of(namespace).at(node).in(JobStatus.COMPLETED));
    assertFound(all, Set.of(dispatched), new Ask().at(node).in(JobStatus.DISPATCHED));
    assertFound(all, Set.of(completed), new Ask().at(node).in(JobStatus.COMPLETED));
    assertFound(
        all,
        Set.of(completed, elsewhere),
        new Ask().model(Tenant.MODEL).in(JobStatus.COMPLETED).on(Network.TESTNET));
    assertFound(all, Set.of(), new Ask().of(namespace).on(Network.MAINNET));
    assertFound(all, Set.of(), new Ask().of(stage.tenant().newId()).at(node));
  }

  @Test
  default void aWindowHoldsItsBeginningAndNotItsEnd() {
    Stage stage = funded();
    Instant first = stage.now();
    UUID early = submit(stage);
    stage.pass(Duration.ofNanos(1000));
    UUID middle = submit(stage);
    stage.pass(Duration.ofHours(1));
    Instant last = stage.now();
    UUID late = submit(stage);
    List<UUID> all = List.of(early, middle, late);
    Ask mine = new Ask().of(stage.tenant().namespaceId());

    assertFound(all, Set.of(early, middle), mine.from(first).to(last));
    assertFound(all, Set.of(middle, late), mine.from(first.plusNanos(1000)).to(null));
    assertFound(all, Set.of(early), mine.from(null).to(first.plusNanos(1000)));
    assertFound(all, Set.of(), mine.from(last.plusNanos(1000)).to(null));
    assertFound(all, Set.copyOf(all), mine.from(Instant.MIN).to(Instant.MAX));
    assertFound(all, Set.of(late), new Ask().from(last).to(last.plusNanos(1000)));
  }

  @Test
  default void aJobThatWaitedMinutesForItsBlockIsInTheWindowOfItsSubmission() {
    Stage stage = funded();
    UUID id = newId(stage);
    stage.pass(Duration.ofMinutes(9));
    stage.done(stage.tenant().submit(id, 10));
    Ask mine = new Ask().of(stage.tenant().namespaceId());
    assertFound(List.of(id), Set.of(id), mine.from(stage.now()).to(stage.now().plusNanos(1000)));
  }

  @Test
  default void pagesOfAllJobsHoldEachOnce() {
    Stage stage = funded();
    List<UUID> mine = Stream.generate(() -> submit(stage)).limit(3).toList();
    List<UUID> seen = new ArrayList<>();
    UUID before = null;
    do {
      JobPage page = page(new Ask().limit(2).before(before));
      page.jobs().forEach(job -> seen.add(job.id()));
      before = page.next();
    } while (before != null);
    assertThat(seen).doesNotHaveDuplicates().containsAll(mine);
    assertThat(seen.stream().map(UUID::toString)).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  default void usageIsAddedUpByEveryDimension() {
    Stage stage = funded();
    NodeId node = newNode();
    Instant start = stage.now();
    finish(stage, submit(stage), node, 3, 4);
    finish(stage, submit(stage), node, 5, 6);
    UUID failing = submit(stage);
    for (int attempt = 1; attempt <= 2; attempt++) {
      stage.done(new DispatchJob(failing, node, new NodeCheck(List.of(), false), null));
      stage.done(new FailJob(failing, node, attempt, "out_of_memory"));
    }
    stage.pass(Duration.ofHours(12));
    stage.done(new CancelJob(submit(stage)));
    submit(stage);

    UUID namespace = stage.tenant().namespaceId();
    UsageLine first = new UsageLine(Map.of(), 2, 1, 0, 0, 8, 10, 14, 18);
    UsageLine second = new UsageLine(Map.of(), 0, 0, 1, 0, 0, 0, 0, 0);
    Map<UsageDimension, String> day =
        Map.of(UsageDimension.DAY, "2026-06-01", UsageDimension.NODE, node.address());
    assertThat(usage(start, namespace, UsageDimension.DAY, UsageDimension.NODE))
        .containsExactly(with(first, day), with(second, Map.of(UsageDimension.DAY, "2026-06-02")));
    assertThat(usage(start, namespace, UsageDimension.NODE, UsageDimension.DAY))
        .containsExactly(with(second, Map.of(UsageDimension.DAY, "2026-06-02")), with(first, day));
    assertThat(usage(start, namespace, UsageDimension.HOUR))
        .containsExactly(
            with(first, Map.of(UsageDimension.HOUR, "2026-06-01T12:00:00Z")),
            with(second, Map.of(UsageDimension.HOUR, "2026-06-02T00:00:00Z")));
    assertThat(usage(start, namespace, UsageDimension.MODEL, UsageDimension.NAMESPACE))
        .containsExactly(
            new UsageLine(
                Map.of(
                    UsageDimension.MODEL,
                    Tenant.MODEL,
                    UsageDimension.NAMESPACE,
                    namespace.toString()),
                2,
                1,
                1,
                0,
                8,
                10,
                14,
                18));
  }

  @Test
  default void usageIsOfItsKeyAndOfNoNamespaceWhenTheJobWasBlind() {
    Stage stage = funded();
    Tenant tenant = stage.tenant();
    NodeId node = newNode();
    Instant start = stage.now();
    UUID keyed = newId(stage);
    UUID key = newId(stage);
    stage.done(Tenant.with(key, tenant.submit(keyed, 100)));
    finish(stage, keyed, node, 1, 2);
    finish(stage, submit(stage), node, 3, 4);
    UUID blind = newId(stage);
    stage.done(new SubmitBlindJob(blind, Network.TESTNET, tenant.submit(blind, 100).request()));
    finish(stage, blind, node, 5, 6);

    UsageQuery query =
        new UsageQuery(
            List.of(UsageDimension.NAMESPACE, UsageDimension.KEY),
            start,
            start.plusSeconds(1),
            null,
            node,
            null,
            null);
    String namespace = tenant.namespaceId().toString();
    assertThat(Await.result(backend().usage().list(query)))
        .containsExactly(
            new UsageLine(Map.of(), 1, 0, 0, 0, 5, 6, 7, 0),
            new UsageLine(Map.of(UsageDimension.NAMESPACE, namespace), 1, 0, 0, 0, 3, 4, 7, 7),
            new UsageLine(
                Map.of(UsageDimension.NAMESPACE, namespace, UsageDimension.KEY, key.toString()),
                1,
                0,
                0,
                0,
                1,
                2,
                7,
                3));
  }

  @Test
  default void usageCountsWhatItsFiltersFind() {
    Stage stage = funded();
    NodeId node = newNode();
    finish(stage, submit(stage), node, 1, 2);
    Instant start = stage.now();
    UsageQuery ofNode =
        new UsageQuery(
            List.of(UsageDimension.MODEL), start, start.plusSeconds(1), null, node, null, null);
    assertThat(Await.result(backend().usage().list(ofNode)))
        .containsExactly(
            new UsageLine(Map.of(UsageDimension.MODEL, Tenant.MODEL), 1, 0, 0, 0, 1, 2, 7, 3));
    for (UsageQuery other :
        List.of(
            query(start.plusSeconds(1), node, null, null),
            query(start, newNode(), null, null),
            query(start, node, "no such model", null),
            query(start, node, null, Network.MAINNET))) {
      assertThat(Await.result(backend().usage().list(other))).isEmpty();
    }
    assertThat(Await.result(backend().usage().list(query(start, null, Tenant.MODEL, null))))
        .isNotEmpty();
    assertThat(Await.result(backend().usage().list(query(start, null, null, Network.TESTNET))))
        .isNotEmpty();
  }

  private static UsageQuery query(
      Instant from, @Nullable NodeId node, @Nullable String model, @Nullable Network network) {
    List<UsageDimension> groupBy = List.of(UsageDimension.DAY);
    return new UsageQuery(groupBy, from, from.plusSeconds(1), null, node, model, network);
  }

  @Test
  default void theQueueTellsHowManyWaitAndForHowLong() {
    Stage stage = Stage.empty(backend());
    // Nobody else is on this network, so all that waits there is this test's.
    Tenant tenant = stage.tenant().on(Network.MAINNET);
    stage.done(stage.tenant().openAccount());
    stage.done(tenant.openNamespace());
    stage.done(tenant.grant(1_000_000));
    stage.done(new PublishConfiguration(Network.MAINNET, Tenant.TERMS));
    assertThat(Await.result(backend().queue().list(Network.MAINNET))).isEmpty();
    Instant oldest = stage.now();
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      UUID id = newId(stage);
      stage.done(tenant.submit(id, 10));
      ids.add(id);
      stage.pass(Duration.ofMinutes(1));
    }
    assertQueue(new QueueLine(Tenant.MODEL, Priority.NORMAL, 3, 0, oldest));
    stage.done(new DispatchJob(ids.getFirst(), newNode()));
    assertQueue(
        new QueueLine(Tenant.MODEL, Priority.NORMAL, 2, 1, oldest.plus(Duration.ofMinutes(1))));
    stage.done(new CancelJob(ids.get(1)));
    stage.done(new DispatchJob(ids.get(2), newNode()));
    assertQueue(new QueueLine(Tenant.MODEL, Priority.NORMAL, 0, 2, null));
  }

  private void assertQueue(QueueLine expected) {
    assertThat(Await.result(backend().queue().list(Network.MAINNET))).containsExactly(expected);
  }

  private Stage funded() {
    Stage stage = Stage.of(backend());
    stage.publishTerms();
    stage.done(stage.tenant().grant(1_000_000));
    return stage;
  }

  private static NodeId newNode() {
    return new NodeId(
        "0x" + "%016x".formatted(ThreadLocalRandom.current().nextLong()) + "0".repeat(24));
  }

  /** An id of the present time, later than those before. */
  private static UUID newId(Stage stage) {
    return Ids.of(stage.now(), stage.tenant().slot(), System.nanoTime());
  }

  private static UUID submit(Stage stage) {
    UUID id = newId(stage);
    stage.done(stage.tenant().submit(id, 100));
    return id;
  }

  private static void finish(Stage stage, UUID id, NodeId node, long read, long written) {
    stage.done(new DispatchJob(id, node));
    Digest digest = new Digest("9f".repeat(32));
    stage.done(new CompleteJob(id, node, 1, new JobResult(read, written, 7, digest)));
  }

  private static UUID next(JobPage page) {
    return Objects.requireNonNull(page.next());
  }

  private JobPage page(Ask ask) {
    return Await.result(backend().jobPages().list(ask.query()));
  }

  /** Looks at every page, for others' jobs are found too. */
  private void assertFound(List<UUID> mine, Set<UUID> expected, Ask ask) {
    Set<UUID> found = new HashSet<>();
    UUID before = null;
    do {
      JobPage page = page(ask.before(before));
      page.jobs().stream().map(Job::id).filter(mine::contains).forEach(found::add);
      before = page.next();
    } while (before != null);
    assertThat(found).as("%s", ask).isEqualTo(expected);
  }

  private List<UsageLine> usage(Instant from, UUID namespaceId, UsageDimension... groupBy) {
    Instant to = from.plus(Duration.ofDays(2));
    return Await.result(
        backend()
            .usage()
            .list(new UsageQuery(List.of(groupBy), from, to, namespaceId, null, null, null)));
  }

  private static UsageLine with(UsageLine line, Map<UsageDimension, String> group) {
    return new UsageLine(
        group,
        line.completed(),
        line.failed(),
        line.cancelled(),
        line.expired(),
        line.tokensIn(),
        line.tokensOut(),
        line.durationMs(),
        line.charged());
  }

  /** A query, put together. */
  record Ask(JobQuery query) {
    Ask() {
      this(new JobQuery(null, null, null, null, null, null, null, null, 100));
    }

    Ask of(UUID namespaceId) {
      return with(namespaceId, query.nodeId(), query.model(), query.state(), query.network());
    }

    Ask at(NodeId nodeId) {
      return with(query.namespaceId(), nodeId, query.model(), query.state(), query.network());
    }

    Ask model(String model) {
      return with(query.namespaceId(), query.nodeId(), model, query.state(), query.network());
    }

    Ask in(JobStatus state) {
      return with(query.namespaceId(), query.nodeId(), query.model(), state, query.network());
    }

    Ask on(Network network) {
      return with(query.namespaceId(), query.nodeId(), query.model(), query.state(), network);
    }

    private Ask with(
        @Nullable UUID namespaceId,
        @Nullable NodeId nodeId,
        @Nullable String model,
        @Nullable JobStatus state,
        @Nullable Network network) {
      return new Ask(
          new JobQuery(
              namespaceId,
              nodeId,
              model,
              state,
              network,
              query.from(),
              query.to(),
              query.before(),
              query.limit()));
    }

    Ask from(@Nullable Instant from) {
      return paged(from, query.to(), query.before(), query.limit());
    }

    Ask to(@Nullable Instant to) {
      return paged(query.from(), to, query.before(), query.limit());
    }

    Ask before(@Nullable UUID before) {
      return paged(query.from(), query.to(), before, query.limit());
    }

    Ask limit(int limit) {
      return paged(query.from(), query.to(), query.before(), limit);
    }

    private Ask paged(
        @Nullable Instant from, @Nullable Instant to, @Nullable UUID before, int limit) {
      return new Ask(
          new JobQuery(
              query.namespaceId(),
              query.nodeId(),
              query.model(),
              query.state(),
              query.network(),
              from,
              to,
              before,
              limit));
    }
  }
}
