package dev.icl.modules.method;

/**
 * The settings of methods that add one loss of unlabelled images.
 *
 * @param unsupervised its weight, ramp-up and teacher
 */
public record UnsupervisedSettings(UnsupervisedConfig unsupervised) {
  /** The published recipes for ACDC. */
  public static UnsupervisedSettings defaults() {
    return new UnsupervisedSettings(UnsupervisedConfig.defaults());
  }
}
