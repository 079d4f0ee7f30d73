package com.resultity.domain.network;

/**
 * What a job costs.
 *
 * @param requestPrice microcredits per job
 * @param inputPrice microcredits per million tokens read
 * @param outputPrice microcredits per million tokens written
 */
public record Tariff(long requestPrice, long inputPrice, long outputPrice) {
  /** Costs nothing. */
  public static final Tariff FREE = new Tariff(0, 0, 0);

  private static final long MILLION = 1_000_000;

  /**
   * The price of so many tokens, in microcredits, rounded up.
   *
   * @throws ArithmeticException when it does not fit 63 bits
   */
  public long price(long tokensIn, long tokensOut) {
    long tokens =
        Math.addExact(
            Math.multiplyExact(tokensIn, inputPrice), Math.multiplyExact(tokensOut, outputPrice));
    return Math.addExact(requestPrice, Math.ceilDiv(tokens, MILLION));
  }

  /**
   * The tariff with each price multiplied by so many percent, rounded up.
   *
   * @throws ArithmeticException when a price does not fit 63 bits
   */
  Tariff times(int percent) {
    return percent == 100
        ? this
        : new Tariff(
            times(requestPrice, percent), times(inputPrice, percent), times(outputPrice, percent));
  }

  private static long times(long price, int percent) {
    return Math.ceilDiv(Math.multiplyExact(price, percent), 100);
  }

  /** The most that so many tokens, read and written together, can cost. */
  public long priceAtMost(long tokens) {
    return inputPrice > outputPrice ? price(tokens, 0) : price(0, tokens);
  }
}
