package com.resultity.ports.access;

import com.resultity.domain.journal.RefusalCode;
import java.util.UUID;

/** What an operation touches, as far as a narrowed token must be held to it. */
public sealed interface Target {

  /** What a caller is told who may not know whether it exists. */
  RefusalCode notFound();

  /**
   * Nothing that belongs to anyone, or everything. A narrowed token reaches only what is public.
   */
  record Everything() implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.ACCOUNT_NOT_FOUND;
    }
  }

  /** What all callers share, such as a network's configuration. */
  record Shared() implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.NETWORK_NOT_CONFIGURED;
    }
  }

  /** An account. */
  record OfAccount(UUID accountId) implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.ACCOUNT_NOT_FOUND;
    }
  }

  /** A namespace. */
  record OfNamespace(UUID namespaceId) implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.NAMESPACE_NOT_FOUND;
    }
  }

  /** An API key, and through it its namespace. */
  record OfKey(UUID keyId) implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.KEY_NOT_FOUND;
    }
  }

  /** A hold, and through it its namespace. */
  record OfHold(UUID holdId) implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.HOLD_NOT_FOUND;
    }
  }

  /** A job, and through it its namespace. */
  record OfJob(UUID jobId) implements Target {
    @Override
    public RefusalCode notFound() {
      return RefusalCode.JOB_NOT_FOUND;
    }
  }
}
