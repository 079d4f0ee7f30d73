/**
 * The whole story on a trace of real requests: accounts are opened and credited, every request
 * becomes a job through gRPC, and at the end the books and the chains are checked.
 */
@NullMarked
package com.resultity.app.demo;

import org.jspecify.annotations.NullMarked;
