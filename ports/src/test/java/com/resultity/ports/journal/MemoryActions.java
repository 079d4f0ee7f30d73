package com.resultity.ports.journal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of what administrators did, by looking at all of it. */
final class MemoryActions {
  private MemoryActions() {}

  static AdminActionPage page(Collection<MemorySlot> slots, AdminActionQuery query) {
    List<AdminAction> found =
        slots.stream()
            .flatMap(rows -> rows.adminActions.stream())
            .filter(action -> query.before() == null || action.id().compareTo(query.before()) < 0)
            .filter(action -> names(action.subjects(), "accountId", query.accountId()))
            .filter(action -> names(action.subjects(), "namespaceId", query.namespaceId()))
            .filter(
                action -> query.principal() == null || query.principal().equals(action.principal()))
            .filter(action -> query.kind() == null || query.kind().equals(action.kind()))
            .filter(action -> query.from() == null || !action.at().isBefore(query.from()))
            .filter(action -> query.to() == null || action.at().isBefore(query.to()))
            .sorted(Comparator.comparing(AdminAction::id).reversed())
            .limit(query.limit() + 1L)
            .toList();
    return found.size() > query.limit()
        ? new AdminActionPage(found.subList(0, query.limit()), found.get(query.limit() - 1).id())
        : new AdminActionPage(found, null);
  }

  private static boolean names(Map<String, String> subjects, String name, @Nullable UUID wanted) {
    return wanted == null || wanted.toString().equals(subjects.get(name));
  }
}
