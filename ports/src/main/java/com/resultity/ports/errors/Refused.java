package com.resultity.ports.errors;

import com.resultity.domain.journal.Refusal;

/** The rules refused the command that an act came to. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;
  private final boolean replayed;

  /**
   * Of a command.
   *
   * @param replayed whether an earlier command with the same key was refused
   */
  public Refused(Refusal refusal, boolean replayed) {
    super(refusal.code().code(), null, false, false);
    this.refusal = refusal;
    this.replayed = replayed;
  }

  public Refusal refusal() {
    return refusal;
  }

  public boolean replayed() {
    return replayed;
  }
}
