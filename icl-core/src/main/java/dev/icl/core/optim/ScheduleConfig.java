package dev.icl.core.optim;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The learning rate of a training.
 *
 * @param learningRate the base rate, above 0
 * @param schedule the rule
 * @param power exponent of the polynomial rule
 * @param stepLength steps after which the rule of steps takes a tenth of the rate
 * @param warmup steps of a linear rise to the base rate before the rule begins; 0 for none
 */
public record ScheduleConfig(
    @Doc("base rate of the schedule; `adamw` wants far less than `sgd`, such as 0.0001")
        @Above(0)
        @Max(10)
        double learningRate,
    @Doc("how the rate falls ([below](#optimiser-and-learning-rate))") ScheduleKind schedule,
    @Doc("exponent of the `polynomial` schedule") @Min(0) @Max(100) double power,
    @Doc("steps after which the `steps` schedule takes a tenth of the rate, again and again")
        @Min(1)
        int stepLength,
    @Doc(
            value = "steps in which the rate rises to its base before the schedule begins",
            range = "0 to below `train.iterations`")
        @Min(0)
        int warmup) {
  /**
   * A rate that does not fall in steps, or every 2 500 of them.
   *
   * @param learningRate the base rate, above 0
   * @param schedule the rule
   * @param power exponent of the polynomial rule
   * @param warmup steps of a linear rise to the base rate before the rule begins; 0 for none
   */
  public ScheduleConfig(double learningRate, ScheduleKind schedule, double power, int warmup) {
    this(learningRate, schedule, power, 2500, warmup);
  }

  /** The authors' polynomial. */
  public static ScheduleConfig defaults() {
    return new ScheduleConfig(0.01, ScheduleKind.POLYNOMIAL, 0.9, 0);
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
    return switch (schedule) {
      case POLYNOMIAL -> new PolynomialSchedule(learningRate, iterations, power);
      case COSINE -> new CosineSchedule(learningRate, iterations);
      case CONSTANT -> new ConstantSchedule(learningRate);
      case STEPS -> new StepSchedule(learningRate, stepLength);
    };
  }
}
