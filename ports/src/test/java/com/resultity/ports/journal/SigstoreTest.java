package com.resultity.ports.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.MerkleTree;
import com.resultity.domain.log.Checkpoint;
import com.resultity.domain.log.InclusionProof;
import com.resultity.domain.log.RecordProof;
import com.resultity.domain.log.SigningKey;
import com.resultity.domain.log.Subtrees;
import com.resultity.domain.log.VerifierKey;
import dev.sigstore.encryption.signers.Verifiers;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the log proves and signs, read by somebody else's verifier. */
class SigstoreTest {
  private static final int BLOCKS = 70;
  private static final List<BlockHeader> HEADERS =
      IntStream.rangeClosed(1, BLOCKS).mapToObj(SigstoreTest::header).toList();
  private static final Subtrees LOG =
      Subtrees.over(HEADERS.stream().map(BlockHeader::hash).toList());

  private static BlockHeader header(int sequence) {
    Digest root = Digest.of(MerkleTree.root(List.of(line(sequence))));
    return new BlockHeader(1, sequence, Digest.NONE, Instant.EPOCH, 1, 0, root);
  }

  private static byte[] line(int sequence) {
    return ("{\"record\":" + sequence + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static void verify(InclusionProof proof, byte[] leaf, Digest root)
      throws InclusionProofVerificationException {
    List<byte[]> hashes = proof.hashes().stream().map(Digest::bytes).toList();
    InclusionProofVerifier.verify(
        MerkleTree.leafHash(leaf), proof.index(), proof.size(), hashes, root.bytes());
  }

  @Test
  void everyInclusionProofIsAccepted() throws InclusionProofVerificationException {
    for (int size = 1; size <= BLOCKS; size++) {
      Digest root = LOG.root(0, size);
      for (int index = 0; index < size; index++) {
        verify(InclusionProof.of(index, size, LOG), HEADERS.get(index).line(), root);
      }
    }
  }

  @Test
  void aProofOfAnotherLeafIsRefused() {
    InclusionProof proof = InclusionProof.of(5, BLOCKS, LOG);
    byte[] other = HEADERS.get(6).line();
    Digest root = LOG.root(0, BLOCKS);

    assertThat(proof.proves(other, root)).isFalse();
    assertThatThrownBy(() -> verify(proof, other, root))
        .isInstanceOf(InclusionProofVerificationException.class);
  }

  @Test
  void aCheckpointIsReadAndItsSignatureAccepted() throws Exception {
    SigningKey key = key();
    Checkpoint checkpoint = new Checkpoint("example.com/log", BLOCKS, LOG.root(0, BLOCKS));

    RekorEntry.Checkpoint read = Checkpoints.from(checkpoint.sign(key).toString());

    assertThat(read.getOrigin()).isEqualTo("example.com/log");
    assertThat(read.getSize()).isEqualTo(BLOCKS);
    assertThat(Base64.getDecoder().decode(read.getBase64Hash()))
        .isEqualTo(checkpoint.root().bytes());
    assertThat(read.getSignatures()).hasSize(1);
    assertThat(
            Verifiers.newVerifier(key.verifier().publicKey())
                .verify(
                    read.getSignedData().getBytes(StandardCharsets.UTF_8),
                    read.getSignatures().getFirst().getSignature()))
        .isTrue();
  }

  @Test
  void aRecordOfARealBlockIsProvedOnBothSides() throws Exception {
    SigningKey key = key();
    Checkpoint checkpoint = new Checkpoint("example.com/log", BLOCKS, LOG.root(0, BLOCKS));
    RecordProof proof =
        new RecordProof(
            new InclusionProof(0, 1, List.of()),
            HEADERS.get(40),
            InclusionProof.of(40, BLOCKS, LOG),
            checkpoint.sign(key).toString());

    assertThat(proof.verify(line(41), key.verifier()))
        .isEqualTo(new RecordProof.Verdict.Proved(checkpoint));
    verify(proof.inBlock(), line(41), HEADERS.get(40).root());
    verify(proof.inLog(), HEADERS.get(40).line(), checkpoint.root());
  }

  private static SigningKey key() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return SigningKey.of(new VerifierKey("example.com/log", pair.getPublic()), pair.getPrivate())
        .orElseThrow();
  }
}
