/** Ethereum's cryptography, which the JDK does not have: Keccak-256 and recovery on secp256k1. */
@NullMarked
package com.resultity.app.ethereum;

import org.jspecify.annotations.NullMarked;
