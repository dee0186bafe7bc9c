package dev.icl.cli;

import dev.icl.core.error.Choices;
import dev.icl.core.error.UserException;
import dev.icl.modules.inference.Average;
import dev.icl.modules.inference.Blend;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.inference.Window;
import dev.icl.modules.inference.WindowPlacement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for applying a network to scans; where one is not given, the configuration in the
 * checkpoint decides.
 */
final class InferenceCliOptions {
  @Option(
      names = "--window",
      paramLabel = "HOW",
      description =
          "resize: every slice is resized to the size of the training; sliding: overlapping windows"
              + " at the scan's own resolution, which networks of three axes always have (default for"
              + " this option and the following ones: as the checkpoint was validated, inference.* of"
              + " its configuration).")
  private @Nullable String window;

  @Option(
      names = "--overlap",
      paramLabel = "SHARE",
      split = ",",
      description =
          "How much neighbouring sliding windows overlap, as 0.5; or one number per axis, as"
              + " 0.5,0.5,0.25.")
  private @Nullable List<Double> overlap;

  @Option(
      names = "--stride",
      paramLabel = "VOXELS",
      split = ",",
      description =
          "The distance of neighbouring windows instead: one number, or one per axis, as 18,18,4.")
  private @Nullable List<Integer> stride;

  @Option(
      names = "--placement",
      paramLabel = "HOW",
      description =
          "strided: windows lie one stride after the other, the last one at the border; even: all at"
              + " one distance.")
  private @Nullable String placement;

  @Option(
      names = "--blend",
      paramLabel = "HOW",
      description =
          "How sliding windows are put together: gaussian trusts their middles more, flat does not.")
  private @Nullable String blend;

  @Option(
      names = "--average",
      paramLabel = "WHAT",
      description = "What of windows and flips is averaged: probabilities or logits.")
  private @Nullable String average;

  @Option(
      names = "--flips",
      negatable = true,
      description =
          "Average the scores of all flips of an image; takes four times as long, eight times with"
              + " three axes.")
  private @Nullable Boolean flips;

  @Option(
      names = "--largest-component",
      negatable = true,
      description = "Keep only the largest connected component of each class.")
  private @Nullable Boolean largestComponent;

  /** Refuses words and numbers that no network could be applied with. */
  void check() {
    applied(InferenceConfig.defaults());
  }

  /** Whether any is given. */
  boolean given() {
    return window != null
        || overlap != null
        || stride != null
        || placement != null
        || blend != null
        || average != null
        || flips != null
        || largestComponent != null;
  }

  /** A configuration changed as the options say. */
  InferenceConfig applied(InferenceConfig config) {
    InferenceConfig how = config;
    if (window != null) {
      how = how.with(Choices.of("--window", window, Window.values()));
    }
    if (overlap != null) {
      overlap.forEach(InferenceCliOptions::requireShare);
      how = how.withOverlap(overlap);
    }
    if (stride != null) {
      stride.forEach(InferenceCliOptions::requireDistance);
      how = how.withStride(stride);
    }
    if (placement != null) {
      how = how.with(Choices.of("--placement", placement, WindowPlacement.values()));
    }
    if (blend != null) {
      how = how.with(Choices.of("--blend", blend, Blend.values()));
    }
    if (average != null) {
      how = how.with(Choices.of("--average", average, Average.values()));
    }
    how = flips == null ? how : how.withFlips(flips);
    return largestComponent == null ? how : how.withLargestComponent(largestComponent);
  }

  private static void requireShare(double overlap) {
    if (!(overlap >= 0 && overlap < 1)) {
      throw new UserException(
          "--overlap: " + overlap + " is out of range; use at least 0 and less than 1.");
    }
  }

  private static void requireDistance(int stride) {
    if (stride < 1) {
      throw new UserException("--stride: " + stride + " is out of range; use at least 1.");
    }
  }
}
