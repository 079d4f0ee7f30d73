/** What Core answers about network configuration. */
@NullMarked
package com.resultity.ports.network;

import org.jspecify.annotations.NullMarked;
