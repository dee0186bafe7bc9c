package dev.icl.modules.method;

/**
 * The steps before those that a method is named for. The best state of a training is one after
 * them.
 *
 * @param iterations their number, at least 1
 * @param start the state among these that the others begin with
 * @param rate the learning rate of these
 */
public record Pretraining(int iterations, PretrainedStart start, PretrainRate rate) {
  /**
   * A pre-training with the schedule of the whole training.
   *
   * @param iterations their number, at least 1
   * @param continuesFromBest whether the others begin with the state of the highest validation
   *     score among these, its optimiser included; with the last one otherwise
   */
  public Pretraining(int iterations, boolean continuesFromBest) {
    this(
        iterations,
        continuesFromBest ? PretrainedStart.BEST : PretrainedStart.LAST,
        PretrainRate.SCHEDULE);
  }

  /** Whether the others begin with the network of the highest validation score among these. */
  public boolean continuesFromBest() {
    return start != PretrainedStart.LAST;
  }

  /** The first iteration of the schedule, counted from 0: after these if their rate is constant. */
  public int scheduleStart() {
    return rate == PretrainRate.CONSTANT ? iterations : 0;
  }
}
