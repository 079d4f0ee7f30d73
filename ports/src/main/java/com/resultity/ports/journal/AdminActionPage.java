package com.resultity.ports.journal;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of actions.
 *
 * @param next the cursor of the page after; null when there is none
 */
public record AdminActionPage(List<AdminAction> actions, @Nullable UUID next) {
  public AdminActionPage {
    actions = List.copyOf(actions);
  }
}
