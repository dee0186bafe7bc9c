package dev.icl.core.optim;

/** A learning rate for every step of a training. */
public interface Schedule {
  /**
   * The rate that a step trains with.
   *
   * @param step from 0
   * @return at least 0
   */
  double rate(int step);
}
