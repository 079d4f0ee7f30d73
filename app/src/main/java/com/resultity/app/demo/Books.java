package com.resultity.app.demo;

import com.resultity.domain.jobs.JobRecord.JobCancelled;
import com.resultity.domain.jobs.JobRecord.JobCompleted;
import com.resultity.domain.jobs.JobRecord.JobFailed;
import com.resultity.domain.jobs.JobRecord.JobSubmitted;
import com.resultity.ports.journal.Block;
import com.resultity.ports.journal.BlockReader;
import com.resultity.ports.journal.ChainCheck;
import com.resultity.ports.journal.Head;
import com.resultity.ports.journal.RecordLines;
import com.resultity.ports.ledger.TrialBalance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What the database says afterwards, read back and checked from scratch. */
public final class Books {
  private final BlockReader blocks;
  private final TrialBalance trialBalance;
  private final int slots;

  /**
   * @param slots how many slots besides the registry
   */
  public Books(BlockReader blocks, TrialBalance trialBalance, int slots) {
    this.blocks = blocks;
    this.trialBalance = trialBalance;
    this.slots = slots;
  }

  /** Where every chain ends, slot 0 first. */
  Future<List<Head>> heads() {
    List<Future<Head>> heads = new ArrayList<>();
    for (int slot = 0; slot <= slots; slot++) {
      heads.add(blocks.head(slot));
    }
    return Future.all(heads).map(all -> all.<Head>list());
  }

  /**
   * Follows every chain from its first block, and counts what the log says of jobs since then.
   *
   * @param since where the chains ended before
   */
  Future<Audit> audit(List<Head> since) {
    Counts counts = new Counts();
    ChainCheck check = new ChainCheck(blocks);
    Future<List<ChainCheck.Report>> reports = Future.succeededFuture(new ArrayList<>());
    for (int slot = 0; slot <= slots; slot++) {
      int own = slot;
      reports =
          reports.compose(done ->
              check
                  .run(own, block -> counts.add(block, since.get(own)))
                  .map(report -> {
                    done.add(report);
                    return done;
                  }));
    }
    return reports.compose(
        chains -> trialBalance.list().map(lines -> new Audit(chains, lines, counts)));
  }

  /** What was found. */
  record Audit(List<ChainCheck.Report> chains, List<TrialBalance.Line> balance, Counts counts) {

    long records() {
      return chains.stream().mapToLong(ChainCheck.Report::records).sum();
    }

    long blocks() {
      return chains.stream().mapToLong(ChainCheck.Report::blocks).sum();
    }
  }

  /** Jobs, as the log tells. */
  static final class Counts {
    int submitted;
    int completed;
    int failed;
    int cancelled;
    long charged;

    void add(Block block, Head since) {
      if (block.header().sequence() > since.sequence()) {
        block.lines().forEach(this::add);
      }
    }

    private void add(byte[] line) {
      switch (RecordLines.decode(line).fact()) {
        case JobSubmitted _ -> submitted++;
        case JobFailed _ -> failed++;
        case JobCancelled _ -> cancelled++;
        case JobCompleted job -> {
          completed++;
          charged += job.charged();
        }
        default -> {}
      }
    }
  }
}
