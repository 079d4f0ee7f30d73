package com.resultity.grpc.calls;

/** A caller sends a message that is compressed, or framed as gRPC does not know it. */
public final class CompressedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  public CompressedMessage() {
    super("a message is compressed", null, false, false);
  }
}
