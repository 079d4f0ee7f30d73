package com.resultity.ports.network;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.network.Configuration;
import com.resultity.ports.journal.NetworkLines;

/**
 * A configuration that anyone can check who knows Core's verifier key.
 *
 * @param digest SHA-256 of the document
 * @param note signs the digest (C2SP signed-note); its text is five lines: {@code resultity
 *     configuration}, the network, the version, the digest in hex, and nothing
 */
public record ConfigurationBundle(Configuration configuration, Digest digest, String note) {

  /** The canonical document (RFC 8785). */
  public byte[] document() {
    return NetworkLines.encode(configuration);
  }
}
