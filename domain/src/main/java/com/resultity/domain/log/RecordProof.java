package com.resultity.domain.log;

/**
 * That a record is in a log, for whoever has nothing but the record's line and the log's key.
 *
 * @param inBlock that the record's block has it
 * @param block the header of that block
 * @param inLog that the log has the header
 * @param checkpoint the log's signed note
 */
public record RecordProof(
    InclusionProof inBlock, LogEntry block, InclusionProof inLog, String checkpoint) {

  /** What a proof is worth: the first step that fails, or none. */
  public sealed interface Verdict {
    /** The log that made this checkpoint has the record. */
    record Proved(Checkpoint checkpoint) implements Verdict {}

    /** The header is of a block without that record at that place. */
    record RecordNotInBlock() implements Verdict {}

    /** The note says nothing that may be believed. */
    record CheckpointRefused(Checkpoint.Flaw flaw) implements Verdict {}

    /** The log has no such header at that place. */
    record HeaderNotInLog() implements Verdict {}
  }

  /**
   * Follows the proof from the record to the signature.
   *
   * @param line the record, as it was written
   * @param key the log's, from a source that is trusted
   */
  public Verdict verify(byte[] line, VerifierKey key) {
    if (inBlock.size() != block.count() || !inBlock.proves(line, block.root())) {
      return new Verdict.RecordNotInBlock();
    }
    return switch (Checkpoint.open(checkpoint, key)) {
      case Checkpoint.Opening.Refused(Checkpoint.Flaw flaw) -> new Verdict.CheckpointRefused(flaw);
      case Checkpoint.Opening.Opened(Checkpoint opened) ->
          inLog.proves(block.line(), opened)
              ? new Verdict.Proved(opened)
              : new Verdict.HeaderNotInLog();
    };
  }
}
