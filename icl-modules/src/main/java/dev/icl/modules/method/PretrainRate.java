package dev.icl.modules.method;

/** The learning rate of a pre-training. */
public enum PretrainRate {
  /** That of the one schedule that all iterations have. */
  SCHEDULE,

  /** The base rate throughout; the schedule begins after it, and runs over the rest alone. */
  CONSTANT
}
