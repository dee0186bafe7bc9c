package dev.icl.app.proposal;

import dev.icl.data.fingerprint.ChannelIntensities;
import dev.icl.data.fingerprint.DatasetFingerprint;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.Normalization;
import dev.icl.data.preprocess.PreprocessConfig;
import java.util.List;

/**
 * The preprocessing of intensities: CT is clipped to the 0.5 and 99.5 percentiles of the labelled
 * foreground, as nnU-Net has it by the names of the channels, and every scan is standardised.
 *
 * @param fingerprint of the dataset
 */
record IntensityPlan(DatasetFingerprint fingerprint) {
  private static final String CT = "ct";

  /** No other modality stores values as low, and CT does wherever there is air. */
  private static final double AIR = -500;

  /** Whether every channel is CT, by its name or, where it has none, by its intensities. */
  boolean isCt() {
    List<ChannelIntensities> channels = fingerprint.intensities();
    return !channels.isEmpty()
        && channels.stream()
            .allMatch(
                c ->
                    c.channel().equalsIgnoreCase(CT)
                        || fingerprint.channels().size() == 1
                            && c.percentile005() < AIR / 2
                            && c.min() < AIR);
  }

  /**
   * The preprocessing.
   *
   * @param given the settings that are asked for already, which stay
   * @param spacing mm along each axis of the files, 0 to leave one; empty to leave all
   */
  PreprocessConfig preprocess(PreprocessConfig given, List<Double> spacing) {
    boolean open = given.leavesIntensities();
    return new PreprocessConfig(
        given.orientation(),
        given.spacing().isEmpty() ? spacing : given.spacing(),
        given.crop() == Crop.NONE && fingerprint.medianKept() < 1 ? Crop.NONZERO : given.crop(),
        given.cropMargin(),
        open && isCt() ? window() : given.window(),
        given.percentiles(),
        open ? Normalization.Z_SCORE : given.normalize());
  }

  private List<Double> window() {
    double low =
        fingerprint.intensities().stream()
            .mapToDouble(ChannelIntensities::percentile005)
            .min()
            .orElseThrow();
    double high =
        fingerprint.intensities().stream()
            .mapToDouble(ChannelIntensities::percentile995)
            .max()
            .orElseThrow();
    return List.of(Math.floor(low), Math.max(Math.floor(low) + 1, Math.ceil(high)));
  }
}
