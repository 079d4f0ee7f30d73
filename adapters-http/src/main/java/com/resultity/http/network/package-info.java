/** The routes about the configuration of networks. */
@NullMarked
package com.resultity.http.network;

import org.jspecify.annotations.NullMarked;
