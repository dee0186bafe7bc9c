package dev.icl.core.optim;

/**
 * A tenth of the rate after every so many steps: step {@code t} has the rate {@code base · 0.1^⌊t /
 * L⌋}, as in the programs for left atria.
 *
 * @param base rate of the first steps
 * @param length L, at least 1
 */
public record StepSchedule(double base, int length) implements Schedule {
  @Override
  public double rate(int step) {
    return base * Math.pow(0.1, Math.floorDiv(step, length));
  }
}
