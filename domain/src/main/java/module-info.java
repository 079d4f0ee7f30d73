/**
 * The rules of Resultity Core. Needs nothing but the JDK's base module; the compiler holds it to
 * that.
 */
@org.jspecify.annotations.NullMarked
module com.resultity.domain {
  requires static org.jspecify;

  exports com.resultity.domain.accounts;
  exports com.resultity.domain.jobs;
  exports com.resultity.domain.journal;
  exports com.resultity.domain.ledger;
  exports com.resultity.domain.log;
  exports com.resultity.domain.network;
  exports com.resultity.domain.nodes;
}
