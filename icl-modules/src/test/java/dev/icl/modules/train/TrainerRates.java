package dev.icl.modules.train;

/** Learning rates of the trainings. */
abstract class TrainerRates extends TrainerFixture {
  /** 0.01 · (1 − t / 6)^0.9 for t = 0, 0, 1, 2, 3, 4. */
  static final double[] RATES = {
    0.01,
    0.01,
    0.008486661467891869,
    0.006942531626616071,
    0.005358867312681466,
    0.003720410580113015
  };
}
