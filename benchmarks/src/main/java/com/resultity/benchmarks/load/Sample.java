package com.resultity.benchmarks.load;

/**
 * One load, warmed up and measured, with what an operation cost beside time. Costs that cannot be
 * known here, or that nothing caused, are zero.
 *
 * @param warm whether the rate had become steady before it was measured
 * @param walBytes write-ahead log per operation
 * @param serverMicros processor time of PostgreSQL per operation, in microseconds
 * @param ownMicros processor time of this process per operation, in microseconds
 * @param perBlock commands in a block
 */
public record Sample(
    String name,
    Measured measured,
    boolean warm,
    double walBytes,
    double serverMicros,
    double ownMicros,
    double perBlock) {

  public double perSecond() {
    return measured.perSecond();
  }
}
