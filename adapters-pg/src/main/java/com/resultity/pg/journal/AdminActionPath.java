package com.resultity.pg.journal;

import com.resultity.ports.journal.AdminActionQuery;

/**
 * The one index by which actions are found, chosen by what is asked so that there is one plan; what
 * else is asked is checked row by row. Times are asked of ids, which are in their order.
 */
enum AdminActionPath {
  NAMESPACE("namespace_id = $5::uuid"),
  ACCOUNT("account_id = $4::uuid"),
  PRINCIPAL("principal = $6::text"),
  KIND("kind = $7::text"),
  TIME("true");

  static final String MATCHES =
      """
      ($4::uuid IS NULL OR account_id = $4::uuid)
        AND ($5::uuid IS NULL OR namespace_id = $5::uuid)
        AND ($6::text IS NULL OR principal = $6::text)
        AND ($7::text IS NULL OR kind = $7::text)\
      """;

  private final String condition;

  AdminActionPath(String condition) {
    this.condition = condition;
  }

  /** What the index is asked, besides ids. */
  String condition() {
    return condition;
  }

  static AdminActionPath of(AdminActionQuery query) {
    if (query.namespaceId() != null) {
      return NAMESPACE;
    }
    if (query.accountId() != null) {
      return ACCOUNT;
    }
    if (query.principal() != null) {
      return PRINCIPAL;
    }
    return query.kind() == null ? TIME : KIND;
  }
}
