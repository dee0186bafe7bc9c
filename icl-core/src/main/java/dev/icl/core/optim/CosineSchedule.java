package dev.icl.core.optim;

/**
 * Half a period of the cosine: step {@code t} has the rate {@code base · (1 + cos(π t / T)) / 2},
 * from the base rate at step 0 to nearly 0 at the last.
 *
 * @param base rate of the first step
 * @param iterations T, the length of the training
 */
public record CosineSchedule(double base, int iterations) implements Schedule {
  @Override
  public double rate(int step) {
    return base * 0.5 * (1 + Math.cos(Math.PI * step / iterations));
  }
}
