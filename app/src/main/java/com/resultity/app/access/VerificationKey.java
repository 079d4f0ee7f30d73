package com.resultity.app.access;

import java.security.PublicKey;

/**
 * A public key that may verify tokens of one algorithm.
 *
 * @param algorithm the JWS name, such as {@code EdDSA}
 */
record VerificationKey(PublicKey key, String algorithm) {}
