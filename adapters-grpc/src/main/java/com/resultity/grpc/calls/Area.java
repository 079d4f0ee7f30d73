package com.resultity.grpc.calls;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;

/** A service with all its methods. */
public record Area(
    ServiceDescriptor descriptor, List<Unary<?, ?>> unary, List<Bidi<?, ?>> streams) {
  public Area {
    unary = List.copyOf(unary);
    streams = List.copyOf(streams);
  }
}
