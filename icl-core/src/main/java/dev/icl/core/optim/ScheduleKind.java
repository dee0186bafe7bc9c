package dev.icl.core.optim;

/** The learning-rate rules that a configuration can name. */
public enum ScheduleKind {
  /** {@link PolynomialSchedule}, the authors' rule. */
  POLYNOMIAL,
  /** {@link CosineSchedule}. */
  COSINE,
  /** {@link ConstantSchedule}. */
  CONSTANT,
  /** {@link StepSchedule}. */
  STEPS
}
