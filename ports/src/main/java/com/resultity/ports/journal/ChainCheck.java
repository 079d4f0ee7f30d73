package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a slot's chain from its first block to its head: every line is hashed into its block's
 * root, every header into the next one's link.
 */
public final class ChainCheck {
  private static final int PAGE = 64;

  /**
   * What was found.
   *
   * @param problem what is wrong with the first block that is; empty when nothing is
   */
  public record Report(int slot, long blocks, long records, Optional<String> problem) {}

  private final BlockReader reader;

  public ChainCheck(BlockReader reader) {
    this.reader = reader;
  }

  /**
   * Checks one slot up to the head it has when this is called.
   *
   * @param visit sees every block, in order, that is as it should be
   */
  public Future<Report> run(int slot, Consumer<Block> visit) {
    return reader
        .head(slot)
        .compose(head -> follow(new Link(slot, 0, Digest.NONE, 0), head, visit));
  }

  /** Where the check has come to. */
  private record Link(int slot, long sequence, Digest hash, long records) {

    Report broken(String problem) {
      return new Report(slot, sequence, records, Optional.of(problem));
    }

    Optional<String> problemOf(Block block) {
      BlockHeader header = block.header();
      String name = "block " + header.slot() + "/" + header.sequence();
      List<String> problems = new ArrayList<>();
      if (header.sequence() != sequence + 1) {
        problems.add(name + " follows " + sequence);
      }
      if (!header.previous().equals(hash)) {
        problems.add(name + " does not link to the block before it");
      }
      if (header.count() != block.lines().size()) {
        problems.add(name + " has " + block.lines().size() + " lines, not " + header.count());
      }
      if (!header.root().equals(Digest.of(MerkleTree.root(block.lines())))) {
        problems.add(name + " has lines that do not make its root");
      }
      return problems.stream().findFirst();
    }

    Link after(Block block) {
      BlockHeader header = block.header();
      return new Link(slot, header.sequence(), header.hash(), records + header.count());
    }
  }

  private Future<Report> follow(Link from, Head head, Consumer<Block> visit) {
    return reader
        .list(from.slot(), from.sequence(), PAGE)
        .compose(blocks -> {
          Link link = from;
          for (Block block : blocks) {
            if (link.sequence() == head.sequence()) {
              break;
            }
            Optional<String> problem = link.problemOf(block);
            if (problem.isPresent()) {
              return Future.succeededFuture(link.broken(problem.get()));
            }
            visit.accept(block);
            link = link.after(block);
          }
          return blocks.isEmpty() || link.sequence() == head.sequence()
              ? Future.succeededFuture(atEnd(link, head))
              : follow(link, head, visit);
        });
  }

  private static Report atEnd(Link link, Head head) {
    if (link.sequence() != head.sequence()) {
      return link.broken(
          "the head is at " + head.sequence() + ", the last block " + link.sequence());
    }
    if (!link.hash().equals(head.hash())) {
      return link.broken("the head does not name the last block's hash");
    }
    return new Report(link.slot(), link.sequence(), link.records(), Optional.empty());
  }
}
