/** Who does the work. A node is known by its EVM address; here is no more than that address. */
@NullMarked
package com.resultity.domain.nodes;

import org.jspecify.annotations.NullMarked;
