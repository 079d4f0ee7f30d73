/**
 * Certificates and keys as an operator keeps them: PEM files, read and checked here, for the doors
 * and for the commands that ask a running Core. Who is let in by a token is not decided here.
 */
@NullMarked
package com.resultity.app.tls;

import org.jspecify.annotations.NullMarked;
