package dev.icl.core.optim;

/**
 * The learning rate of a training.
 *
 * @param kind the rule
 * @param learningRate the base rate, above 0
 * @param power exponent of the polynomial rule
 * @param warmup steps of a linear rise to the base rate before the rule begins; 0 for none
 */
public record ScheduleConfig(ScheduleKind kind, double learningRate, double power, int warmup) {
  /** The authors' polynomial. */
  public static ScheduleConfig defaults() {
    return new ScheduleConfig(ScheduleKind.POLYNOMIAL, 0.01, 0.9, 0);
  }

  /**
   * The rule for a training of some length, its warm-up included.
   *
   * @param iterations more than the warm-up
   */
  public Schedule over(int iterations) {
    Schedule rule = rule(iterations - warmup);
    return warmup == 0 ? rule : new WarmUp(learningRate, warmup, rule);
  }

  private Schedule rule(int iterations) {
    return switch (kind) {
      case POLYNOMIAL -> new PolynomialSchedule(learningRate, iterations, power);
      case COSINE -> new CosineSchedule(learningRate, iterations);
      case CONSTANT -> new ConstantSchedule(learningRate);
    };
  }
}
