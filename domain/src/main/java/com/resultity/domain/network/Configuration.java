package com.resultity.domain.network;

/**
 * One immutable version of a network's terms.
 *
 * @param version dense per network, from 1
 */
public record Configuration(Network network, long version, Terms terms) {}
