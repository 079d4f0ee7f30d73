/** What Core answers about network configuration: versions, how they differ, signed bundles. */
@NullMarked
package com.resultity.ports.network;

import org.jspecify.annotations.NullMarked;
