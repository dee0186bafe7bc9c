package dev.icl.core.optim;

/**
 * A linear rise to the base rate, and another schedule from there: step {@code t} of {@code W} has
 * {@code base · (t + 1) / W}, and step {@code W} is the first of the other one.
 *
 * @param base rate of the last step of the rise
 * @param steps W, at least 1
 * @param then the schedule of the steps behind it, which counts them from 0
 */
public record WarmUp(double base, int steps, Schedule then) implements Schedule {
  @Override
  public double rate(int step) {
    return step < steps ? base * (step + 1) / steps : then.rate(step - steps);
  }
}
