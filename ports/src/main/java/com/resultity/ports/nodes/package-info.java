/** What Core asks the registry of nodes. Rules about nodes live in the domain. */
@NullMarked
package com.resultity.ports.nodes;

import org.jspecify.annotations.NullMarked;
