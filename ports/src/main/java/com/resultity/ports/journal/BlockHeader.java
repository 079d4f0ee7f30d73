package com.resultity.ports.journal;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.log.LogEntry;
import java.time.Instant;

/**
 * The head of a block: what the next block of the slot commits to.
 *
 * @param sequence dense per slot, from 1
 * @param previous the hash of the slot's previous header, or zeroes
 * @param count how many records
 * @param registrySequence the registry's sequence that the block was decided against
 * @param root Merkle root (RFC 6962) over the record lines
 */
public record BlockHeader(
    int slot,
    long sequence,
    Digest previous,
    Instant at,
    int count,
    long registrySequence,
    Digest root)
    implements LogEntry {

  /** The header as a canonical line; what is hashed. */
  @Override
  public byte[] line() {
    JsonWriter out = new JsonWriter();
    out.object();
    out.field("at", at);
    out.field("count", count);
    out.field("previous", previous.hex());
    out.field("registrySequence", registrySequence);
    out.field("root", root.hex());
    out.field("schema", 1);
    out.field("sequence", sequence);
    out.field("slot", slot);
    out.end();
    return out.bytes();
  }

  /** What the next block names as its previous one. */
  public Digest hash() {
    return Digest.of(MerkleTree.leafHash(line()));
  }
}
