package com.resultity.ports.access;

import static com.resultity.ports.access.Role.ACCOUNT;
import static com.resultity.ports.access.Role.ADMIN;
import static com.resultity.ports.access.Role.AUDITOR;
import static com.resultity.ports.access.Role.CLOUD;
import static com.resultity.ports.access.Role.NETWORK;
import static com.resultity.ports.access.Role.STATUS;

import java.util.EnumSet;
import java.util.Set;

/** Every operation of either door and the roles that may do it: the one table of permissions. */
public enum Operation {
  OPEN_ACCOUNT(Kind.CREATE, ACCOUNT),
  GET_ACCOUNT(Kind.READ, ACCOUNT),
  FIND_ACCOUNT(Kind.READ, ACCOUNT),
  CHANGE_ACCOUNT(Kind.CREATE, ACCOUNT),
  SUSPEND_ACCOUNT(Kind.ADMINISTER),
  REINSTATE_ACCOUNT(Kind.ADMINISTER),
  CLOSE_ACCOUNT(Kind.CREATE, ACCOUNT),
  ERASE_PERSONAL_DATA(Kind.CREATE, ACCOUNT),
  GET_REFERRALS(Kind.READ, ACCOUNT),
  ISSUE_WALLET_CHALLENGE(Kind.CHECK, ACCOUNT),
  ISSUE_OPENING_CHALLENGE(Kind.CHECK, ACCOUNT),
  LINK_WALLET(Kind.CREATE, ACCOUNT),
  UNLINK_WALLET(Kind.CREATE, ACCOUNT),
  OPEN_NAMESPACE(Kind.CREATE, ACCOUNT),
  RENAME_NAMESPACE(Kind.CREATE, ACCOUNT),
  CLOSE_NAMESPACE(Kind.CREATE, ACCOUNT),
  ISSUE_KEY(Kind.CREATE, ACCOUNT),
  LIST_KEYS(Kind.READ, ACCOUNT),
  ROTATE_KEY(Kind.CREATE, ACCOUNT),
  REVOKE_KEY(Kind.CREATE, ACCOUNT),
  VERIFY_KEY(Kind.CHECK, CLOUD),
  GET_CREDITS(Kind.READ, CLOUD, ACCOUNT),
  GRANT_CREDIT(Kind.CREATE, ACCOUNT),
  SET_DEBT_LIMIT(Kind.ADMINISTER),
  SET_THRESHOLDS(Kind.CREATE, ACCOUNT),
  FREEZE_NAMESPACE(Kind.ADMINISTER),
  UNFREEZE_NAMESPACE(Kind.ADMINISTER),
  PLACE_HOLD(Kind.CREATE, CLOUD),
  GET_HOLD(Kind.READ, CLOUD),
  SETTLE_HOLD(Kind.CREATE, CLOUD),
  VOID_HOLD(Kind.CREATE, CLOUD),
  EXTEND_HOLD(Kind.CREATE, CLOUD),
  BATCH(Kind.CREATE, CLOUD, ACCOUNT),
  LIST_ENTRIES(Kind.READ, CLOUD, ACCOUNT),
  SUBMIT_JOB(Kind.CREATE, CLOUD),
  SUBMIT_BLIND_JOB(Kind.CREATE, NETWORK),
  GET_JOB(Kind.READ, CLOUD, NETWORK),
  LIST_JOBS(Kind.READ, CLOUD, NETWORK),
  GET_USAGE(Kind.READ, CLOUD, ACCOUNT),
  GET_QUEUE(Kind.READ, CLOUD, NETWORK, STATUS),
  LIST_CANDIDATES(Kind.READ, NETWORK),
  CLAIM_JOB(Kind.CREATE, NETWORK),
  DISPATCH_JOB(Kind.CREATE, NETWORK),
  COMPLETE_JOB(Kind.CREATE, NETWORK),
  FAIL_JOB(Kind.CREATE, NETWORK),
  CANCEL_JOB(Kind.CREATE, CLOUD),
  GET_CONFIGURATION(Kind.READ, CLOUD, NETWORK, ACCOUNT),
  PUBLISH_CONFIGURATION(Kind.ADMINISTER),
  ROLL_BACK_CONFIGURATION(Kind.ADMINISTER),
  GET_CONFIGURATION_VERSION(Kind.READ, CLOUD, NETWORK, ACCOUNT),
  LIST_CONFIGURATION_VERSIONS(Kind.READ),
  COMPARE_CONFIGURATIONS(Kind.READ, CLOUD, NETWORK, ACCOUNT),
  GET_CONFIGURATION_BUNDLE(Kind.PUBLIC),
  GET_CONFIGURATION_KEY(Kind.PUBLIC),
  LIST_MODELS(Kind.READ, CLOUD, NETWORK, ACCOUNT),
  PROPOSE_MODEL(Kind.ADMINISTER),
  APPROVE_MODEL(Kind.ADMINISTER),
  DEPRECATE_MODEL(Kind.ADMINISTER),
  RETIRE_MODEL(Kind.ADMINISTER),
  GET_MESSAGE_TYPES(Kind.PUBLIC),
  REGISTER_NODE(Kind.CREATE, NETWORK),
  GET_NODE(Kind.READ, NETWORK),
  LIST_ACCOUNT_NODES(Kind.READ, ACCOUNT),
  SYNC_NODE(Kind.CREATE, NETWORK),
  PAUSE_NODE(Kind.CREATE, NETWORK),
  RESUME_NODE(Kind.CREATE, NETWORK),
  RETIRE_NODE(Kind.CREATE, NETWORK),
  ADOPT_NODE(Kind.CREATE, ACCOUNT),
  BIND_NODE(Kind.CREATE, NETWORK),
  UNBIND_NODE(Kind.CREATE, NETWORK),
  OFFER_NODE(Kind.CREATE, ACCOUNT),
  RELEASE_NODE(Kind.CREATE, ACCOUNT),
  REVIEW_NODE(Kind.CREATE, NETWORK),
  ASSESS_NODE(Kind.CREATE, NETWORK),
  EXCLUDE_NODE(Kind.ADMINISTER),
  FREEZE_NODE(Kind.ADMINISTER),
  REINSTATE_NODE(Kind.ADMINISTER),
  PENALISE_NODE(Kind.ADMINISTER),
  LIFT_PENALTY(Kind.ADMINISTER),
  SET_SHADOW_BAN(Kind.ADMINISTER),
  GET_TRIAL_BALANCE(Kind.READ),
  LIST_BLOCKS(Kind.READ),
  LIST_ADMIN_ACTIONS(Kind.READ);

  private enum Kind {
    /** Needs no token. */
    PUBLIC,
    READ,
    /** Changes nothing, but is no auditor's business. */
    CHECK,
    CREATE,
    ADMINISTER
  }

  private final Kind kind;
  private final Set<Role> roles;

  Operation(Kind kind, Role... roles) {
    this.kind = kind;
    this.roles = kind == Kind.PUBLIC ? EnumSet.allOf(Role.class) : EnumSet.of(ADMIN, roles);
    if (kind == Kind.READ) {
      this.roles.add(AUDITOR);
    }
  }

  public boolean allows(Role role) {
    return roles.contains(role);
  }

  /** Whether anyone may do it, without a token. */
  public boolean isPublic() {
    return kind == Kind.PUBLIC;
  }

  /** Whether it must carry an idempotency key: it moves credit, creates or changes something. */
  public boolean needsIdempotencyKey() {
    return changes();
  }

  private boolean changes() {
    return kind == Kind.CREATE || kind == Kind.ADMINISTER;
  }

  /** Whether this role must say why it does it. */
  public boolean needsReason(Role role) {
    return role == ADMIN && changes();
  }
}
