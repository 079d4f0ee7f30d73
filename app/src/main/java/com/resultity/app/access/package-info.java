/**
 * Tokens: which keys are trusted, whether a token was signed by one of them and is meant for Core
 * now, and the development key that signs tokens for a Core on loopback. What a role may do is not
 * decided here.
 */
@NullMarked
package com.resultity.app.access;

import org.jspecify.annotations.NullMarked;
