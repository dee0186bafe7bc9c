package dev.icl.modules.method;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Above;
import dev.icl.core.settings.Below;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings with which methods other than ICL learn from unlabelled images.
 *
 * @param weight of the unsupervised loss once it is ramped up
 * @param rampUp share of the training over which the weight grows to that
 * @param emaDecay how much of itself a teacher keeps at a step: the largest decay of its
 *     exponential moving average
 * @param mixAlpha α of the distribution Beta(α, α) from which interpolation consistency and AD-MT
 *     draw
 * @param keep the copy of the network that is validated, saved and predicted with
 */
public record UnsupervisedConfig(
    @Doc(
            "weight of the unsupervised loss of methods other than `icl` and `bcp` at the end of its ramp; ICL's is `method.consistency_weight`")
        @Min(0)
        @Max(1e6)
        double weight,
    @Doc("share of `train.iterations` over which that weight grows; 0: it is there from the start")
        @Min(0)
        @Max(100)
        double rampUp,
    @Doc("share of itself that a teacher keeps at a step") @Min(0) @Below(1) double emaDecay,
    @Doc(
            "α of the Beta(α, α) from which `ict` draws how it mixes images, and `ad-mt` the size of boxes")
        @Above(0)
        @Max(100)
        double mixAlpha,
    @Doc(
            "the copy of the network that is validated, saved and predicted with: the one that is trained, or the teacher, of methods that have one")
        KeptCopy keep) {

  /**
   * Settings that keep the student.
   *
   * @param weight of the unsupervised loss once it is ramped up
   * @param rampUp share of the training over which the weight grows to that
   * @param emaDecay the share of itself that a teacher keeps at a step
   * @param mixAlpha α of Beta(α, α)
   */
  public UnsupervisedConfig(double weight, double rampUp, double emaDecay, double mixAlpha) {
    this(weight, rampUp, emaDecay, mixAlpha, KeptCopy.STUDENT);
  }

  /** The published recipes for ACDC: 0.1, the whole training, 0.99, 0.2, the student. */
  public static UnsupervisedConfig defaults() {
    return new UnsupervisedConfig(0.1, 1, 0.99, 0.2);
  }

  /** The same with another weight that grows over another share of the training. */
  UnsupervisedConfig withWeight(double otherWeight, double otherRampUp) {
    return new UnsupervisedConfig(otherWeight, otherRampUp, emaDecay, mixAlpha, keep);
  }

  /**
   * The same, for a method without a teacher.
   *
   * @param method its name
   * @throws UserException if the teacher is to be kept
   */
  UnsupervisedConfig withoutTeacher(String method) {
    if (keep == KeptCopy.TEACHER) {
      throw new UserException(
          "method.unsupervised.keep: %s has no teacher that could be kept; set it to student."
              .formatted(method));
    }
    return this;
  }
}
