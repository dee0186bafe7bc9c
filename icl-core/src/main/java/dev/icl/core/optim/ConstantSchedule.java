package dev.icl.core.optim;

/**
 * One learning rate for the whole training.
 *
 * @param base that rate
 */
public record ConstantSchedule(double base) implements Schedule {
  @Override
  public double rate(int step) {
    return base;
  }
}
