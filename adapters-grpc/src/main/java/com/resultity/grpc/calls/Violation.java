package com.resultity.grpc.calls;

/**
 * One thing wrong with a request.
 *
 * @param field its path in the message
 */
public record Violation(String field, String description) {}
