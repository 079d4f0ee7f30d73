package com.resultity.domain.nodes;

/**
 * What a node computes on.
 *
 * @param gpu the model of its GPUs, such as {@code h100}
 * @param gpuCount 1 to 1024
 * @param vramMib video memory of all its GPUs together, in MiB
 * @param memoryMib main memory, in MiB
 */
public record Hardware(String gpu, int gpuCount, int vramMib, int memoryMib) {}
