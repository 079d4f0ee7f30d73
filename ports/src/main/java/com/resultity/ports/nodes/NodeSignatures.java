package com.resultity.ports.nodes;

import com.resultity.domain.accounts.EvmSignature;
import com.resultity.domain.journal.Command;
import com.resultity.domain.journal.RefusalCode;
import com.resultity.domain.nodes.NodeCommand.BindNode;
import com.resultity.domain.nodes.NodeCommand.Consent;
import com.resultity.domain.nodes.NodeCommand.Signed;
import com.resultity.domain.nodes.NodeMessages;
import com.resultity.domain.nodes.NodeSignature;
import com.resultity.domain.nodes.NodeSignature.Finding;
import com.resultity.ports.accounts.Ethereum;
import com.resultity.ports.journal.Preparation;
import io.vertx.core.Future;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Looks at what nodes signed, before their commands wait for the registry. */
public final class NodeSignatures implements Preparation {
  private final Ethereum ethereum;
  private final TypedDigests digests;
  private final Set<Long> chains;

  /**
   * @param chains EIP-155 ids of the chains that a signature's domain may name
   */
  public NodeSignatures(Ethereum ethereum, Set<Long> chains) {
    this.ethereum = ethereum;
    this.digests = new TypedDigests(ethereum);
    this.chains = Set.copyOf(chains);
  }

  @Override
  public Future<Command> prepare(Command command) {
    return switch (command) {
      case BindNode bind when bind.consent() instanceof Consent.OfWallet wallet ->
          look(bind, wallet.signature(), wallet.wallet().text())
              .compose(seen -> signed(bind.with(new Consent.OfWallet(wallet.wallet(), seen))));
      case Signed signed -> signed(signed);
      default -> Future.succeededFuture(command);
    };
  }

  private Future<Command> signed(Signed command) {
    return look(command, command.signature(), command.nodeId().address()).map(command::with);
  }

  private Future<NodeSignature> look(Signed command, NodeSignature signature, String claimed) {
    Optional<RefusalCode> why =
        chains.contains(command.envelope().chainId())
            ? whyNot(signature.text())
            : Optional.of(RefusalCode.CHAIN_NOT_ALLOWED);
    if (why.isPresent()) {
      return Future.succeededFuture(signature.found(new Finding.Worthless(why.get())));
    }
    byte[] digest = digests.digest(NodeMessages.of(command), command.envelope().chainId());
    return ethereum
        .signer(digest, EvmSignature.of(bytes(signature.text())))
        .map(found ->
            found
                .filter(signer -> signer.address().text().equals(claimed))
                .<Finding>map(signer -> new Finding.Genuine(signer.publicKey()))
                .orElse(new Finding.Worthless(RefusalCode.SIGNATURE_INVALID)))
        .map(signature::found);
  }

  private static Optional<RefusalCode> whyNot(String signature) {
    return signature.matches("0x([0-9a-fA-F]{2})*")
        ? EvmSignature.whyNot(bytes(signature))
        : Optional.of(RefusalCode.SIGNATURE_MALFORMED);
  }

  private static byte[] bytes(String signature) {
    return HexFormat.of().parseHex(signature, 2, signature.length());
  }
}
