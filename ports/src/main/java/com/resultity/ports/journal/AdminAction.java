package com.resultity.ports.journal;

import com.resultity.domain.accounts.Namespace;
import com.resultity.domain.jobs.Job;
import com.resultity.domain.journal.Ids;
import com.resultity.domain.journal.SlotState;
import com.resultity.domain.ledger.Purse;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A record that an administrator's command left in the log.
 *
 * @param id the record's: in the order of time, and in a slot in that of its log
 * @param sequence of its block
 * @param ordinal its index in the block
 * @param kind as its line says, such as {@code debt_limit_set}
 * @param subjects the ids and the network that the record names, as text, by the names it gives
 *     them; with the namespace of a job and the account of a namespace, which it need not name
 * @param traceId empty when there was none
 */
public record AdminAction(
    UUID id,
    long sequence,
    int ordinal,
    Instant at,
    String principal,
    String kind,
    SortedMap<String, String> subjects,
    String reason,
    String traceId) {
  private static final String NAMESPACE = "namespaceId";
  private static final String ACCOUNT = "accountId";

  public AdminAction {
    subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
  }

  /** The slot of its block. */
  public int slot() {
    return Ids.slotOf(id);
  }

  /** What a line with a reason tells, and the state after it of what it is about. */
  static AdminAction of(BlockHeader header, int ordinal, byte[] line, SlotState state) {
    Fields fields = Fields.parse(line);
    return new AdminAction(
        Ids.ofPlace(header.at(), header.slot(), header.sequence(), ordinal),
        header.sequence(),
        ordinal,
        header.at(),
        fields.text("principal"),
        fields.text("kind"),
        subjects(fields.object("fact"), state),
        fields.text("reason"),
        fields.text("trace"));
  }

  private static SortedMap<String, String> subjects(Fields fact, SlotState state) {
    SortedMap<String, String> subjects = new TreeMap<>();
    for (String name : fact.names()) {
      boolean names = name.endsWith("Id") && !name.equals("chainId");
      if (fact.isText(name) && (names || name.equals("network"))) {
        subjects.put(name, fact.text(name));
      }
    }
    addOwners(subjects, state);
    return subjects;
  }

  private static void addOwners(Map<String, String> subjects, SlotState state) {
    Job job = subjects.containsKey("jobId") ? state.job(id(subjects, "jobId")) : null;
    UUID payer = job == null ? null : job.spec().namespaceId();
    if (payer != null) {
      subjects.putIfAbsent(NAMESPACE, payer.toString());
    }
    Purse purse = subjects.containsKey(NAMESPACE) ? state.purse(id(subjects, NAMESPACE)) : null;
    if (purse != null) {
      Namespace namespace = purse.namespace();
      subjects.putIfAbsent(ACCOUNT, namespace.accountId().toString());
      subjects.putIfAbsent("network", namespace.network().code());
    }
  }

  private static UUID id(Map<String, String> subjects, String name) {
    return UUID.fromString(subjects.get(name));
  }
}
