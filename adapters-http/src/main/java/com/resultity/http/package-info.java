/**
 * The HTTP door: it parses a request against the contract, asks one thing of Core, and renders what
 * came of it. Here are the server, the routing and what all routes share; the routes themselves are
 * in the packages of their areas. The contract is {@code openapi.yaml}, which is also what requests
 * are checked against.
 */
@NullMarked
package com.resultity.http;

import org.jspecify.annotations.NullMarked;
