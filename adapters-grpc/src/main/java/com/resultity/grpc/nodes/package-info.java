/** The service {@code resultity.nodes.v1.Nodes}. */
@NullMarked
package com.resultity.grpc.nodes;

import org.jspecify.annotations.NullMarked;
