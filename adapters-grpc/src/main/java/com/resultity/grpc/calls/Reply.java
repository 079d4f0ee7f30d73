package com.resultity.grpc.calls;

/** Takes what became of a call, once, on the call's event loop. */
interface Reply<A> {
  void answered(A answer, boolean replayed);

  void failed(Failure failure);
}
