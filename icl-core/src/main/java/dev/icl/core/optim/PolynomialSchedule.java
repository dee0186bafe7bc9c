package dev.icl.core.optim;

/**
 * The authors' learning-rate rule: after step {@code t} the rate becomes {@code base · (1 − t / T)^
 * power}, with {@code t} counted before it is incremented, so that steps 0 and 1 share the base
 * rate.
 *
 * @param base rate of the first step
 * @param iterations T, the length of the training
 * @param power 0.9 in the paper
 */
public record PolynomialSchedule(double base, int iterations, double power) implements Schedule {
  @Override
  public double rate(int step) {
    int t = Math.max(0, step - 1);
    return base * Math.pow(1.0 - (double) t / iterations, power);
  }
}
