package com.resultity.domain.nodes;

import java.time.Instant;

/**
 * What every message of a node says besides its content.
 *
 * @param chainId that of the signature's EIP-712 domain
 * @param session a number that the node chooses, greater for each new session; a clock will do
 * @param sequence counts the messages of the session; each is greater than the one before
 * @param sentAt by the node's clock, to the millisecond
 */
public record Envelope(NodeId nodeId, long chainId, long session, long sequence, Instant sentAt) {}
