package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.log.Checkpoint.Flaw;
import com.resultity.domain.log.RecordProof.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whoever has a record's line and the log's key finds out whether the log has the record. */
class RecordProofTest {
  private static final int BLOCKS = 20;
  private static final SigningKey KEY = PaperKey.FIRST.named("example.com/log");
  private static final List<Header> HEADERS =
      IntStream.range(0, BLOCKS).mapToObj(RecordProofTest::header).toList();
  private static final Subtrees LOG =
      Subtrees.over(HEADERS.stream().map(header -> hash(header.line())).toList());
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("example.com/log", BLOCKS, LOG.root(0, BLOCKS));

  /** A header without the rest of what a block's header says. */
  private record Header(int count, Digest root) implements LogEntry {
    @Override
    public byte[] line() {
      return (count + " " + root).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static Header header(int block) {
    return new Header(block + 1, Digest.of(MerkleTree.root(lines(block))));
  }

  private static List<byte[]> lines(int block) {
    return IntStream.rangeClosed(0, block).mapToObj(record -> line(block, record)).toList();
  }

  private static byte[] line(int block, int record) {
    return ("record " + record + " of " + block).getBytes(StandardCharsets.UTF_8);
  }

  private static Digest hash(byte[] leaf) {
    return Digest.of(MerkleTree.leafHash(leaf));
  }

  private static RecordProof proof(int block, int record) {
    Subtrees inBlock = Subtrees.over(lines(block).stream().map(RecordProofTest::hash).toList());
    return new RecordProof(
        InclusionProof.of(record, block + 1, inBlock),
        HEADERS.get(block),
        InclusionProof.of(block, BLOCKS, LOG),
        CHECKPOINT.sign(KEY).toString());
  }

  @Test
  void everyRecordIsProved() {
    for (int block = 0; block < BLOCKS; block++) {
      for (int record = 0; record <= block; record++) {
        assertThat(proof(block, record).verify(line(block, record), KEY.verifier()))
            .isEqualTo(new Verdict.Proved(CHECKPOINT));
      }
    }
  }

  @Test
  void aRecordThatTheBlockDoesNotHaveThereIsNamed() {
    RecordProof proof = proof(7, 3);
    InclusionProof in = proof.inBlock();
    Header longer = new Header(9, HEADERS.get(7).root());

    assertThat(proof.verify(line(7, 2), KEY.verifier())).isEqualTo(new Verdict.RecordNotInBlock());
    assertThat(with(proof, new InclusionProof(2, in.size(), in.hashes())))
        .isEqualTo(new Verdict.RecordNotInBlock());
    assertThat(with(proof, new InclusionProof(3, 7, in.hashes())))
        .isEqualTo(new Verdict.RecordNotInBlock());
    assertThat(with(proof, new InclusionProof(3, -1, List.of())))
        .isEqualTo(new Verdict.RecordNotInBlock());
    assertThat(with(proof, longer)).isEqualTo(new Verdict.RecordNotInBlock());
    assertThat(with(proof, HEADERS.get(8))).isEqualTo(new Verdict.RecordNotInBlock());
  }

  private static Verdict with(RecordProof proof, InclusionProof inBlock) {
    return new RecordProof(inBlock, proof.block(), proof.inLog(), proof.checkpoint())
        .verify(line(7, 3), KEY.verifier());
  }

  private static Verdict with(RecordProof proof, Header block) {
    return new RecordProof(proof.inBlock(), block, proof.inLog(), proof.checkpoint())
        .verify(line(7, 3), KEY.verifier());
  }

  @Test
  void aHeaderThatTheLogDoesNotHaveThereIsNamed() {
    RecordProof proof = proof(7, 3);
    List<Digest> hashes = proof.inLog().hashes();
    List<InclusionProof> wrong =
        List.of(
            new InclusionProof(6, BLOCKS, hashes),
            new InclusionProof(7, BLOCKS - 1, hashes),
            new InclusionProof(7, BLOCKS, hashes.subList(1, hashes.size())),
            InclusionProof.of(7, BLOCKS - 1, LOG));

    assertThat(wrong)
        .map(inLog ->
            new RecordProof(proof.inBlock(), proof.block(), inLog, proof.checkpoint())
                .verify(line(7, 3), KEY.verifier()))
        .containsOnly(new Verdict.HeaderNotInLog());
  }

  @Test
  void aBlockThatWasNeverSealedIsNamed() {
    Header own = new Header(1, hash(line(99, 0)));
    RecordProof proof =
        new RecordProof(
            new InclusionProof(0, 1, List.of()),
            own,
            proof(7, 3).inLog(),
            proof(7, 3).checkpoint());

    assertThat(proof.verify(line(99, 0), KEY.verifier())).isEqualTo(new Verdict.HeaderNotInLog());
  }

  @Test
  void aCheckpointThatCannotBeBelievedIsNamed() {
    SigningKey stranger = PaperKey.SECOND.named("example.com/log");
    NoteSignature forged = KEY.sign("other\n");
    Checkpoint other = new Checkpoint("example.com/other", BLOCKS, CHECKPOINT.root());

    assertThat(withCheckpoint("")).isEqualTo(new Verdict.CheckpointRefused(Flaw.MALFORMED));
    assertThat(withCheckpoint("\ud800\n\n\u2014 k AAAAAAE=\n"))
        .isEqualTo(new Verdict.CheckpointRefused(Flaw.MALFORMED));
    assertThat(withCheckpoint(CHECKPOINT.sign(stranger)))
        .isEqualTo(new Verdict.CheckpointRefused(Flaw.NOT_SIGNED));
    assertThat(withCheckpoint(new SignedNote(CHECKPOINT.text(), List.of(forged))))
        .isEqualTo(new Verdict.CheckpointRefused(Flaw.FORGED));
    assertThat(withCheckpoint(SignedNote.sign(other.text(), KEY)))
        .isEqualTo(new Verdict.CheckpointRefused(Flaw.OTHER_LOG));
  }

  private static Verdict withCheckpoint(Object note) {
    RecordProof proof = proof(7, 3);
    return new RecordProof(proof.inBlock(), proof.block(), proof.inLog(), note.toString())
        .verify(line(7, 3), KEY.verifier());
  }

  @Property
  void noBitOfAProofCanBeFlipped(
      @ForAll @IntRange(min = 1, max = BLOCKS - 1) int block, @ForAll int place, @ForAll int bit) {
    int record = Math.floorMod(place, block + 1);
    RecordProof proof = proof(block, record);
    byte[] line = line(block, record);
    byte[] note = proof.checkpoint().getBytes(StandardCharsets.UTF_8);

    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(proof.verify(flipped(line, bit), KEY.verifier()));
    verdicts.add(
        new RecordProof(flipped(proof.inBlock(), bit), proof.block(), proof.inLog(), note(note))
            .verify(line, KEY.verifier()));
    verdicts.add(
        new RecordProof(proof.inBlock(), proof.block(), flipped(proof.inLog(), bit), note(note))
            .verify(line, KEY.verifier()));
    verdicts.add(
        new RecordProof(proof.inBlock(), proof.block(), proof.inLog(), note(flipped(note, bit)))
            .verify(line, KEY.verifier()));

    assertThat(verdicts).noneMatch(Verdict.Proved.class::isInstance);
  }

  private static String note(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] other = bytes.clone();
    other[Math.floorMod(bit, bytes.length)] ^= (byte) (1 << Math.floorMod(bit, 7));
    return other;
  }

  private static InclusionProof flipped(InclusionProof proof, int bit) {
    int at = Math.floorMod(bit, 256 * proof.hashes().size());
    return new InclusionProof(proof.index(), proof.size(), PaperTree.flip(proof.hashes(), at));
  }
}
