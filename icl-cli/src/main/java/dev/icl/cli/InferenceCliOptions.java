package dev.icl.cli;

import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.Window;
import dev.icl.core.error.UserException;
import dev.icl.data.resize.Edge;
import dev.icl.modules.inference.Blend;
import picocli.CommandLine.Option;

/** The options for applying a network to scans. */
final class InferenceCliOptions {
  @Option(
      names = "--window",
      paramLabel = "HOW",
      defaultValue = "resize",
      description =
          "resize (default): every slice is resized to the size of the training; sliding: overlapping"
              + " windows at the scan's own resolution.")
  private String window;

  @Option(
      names = "--overlap",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "How much neighbouring sliding windows overlap; default: 0.5.")
  private double overlap;

  @Option(
      names = "--blend",
      paramLabel = "HOW",
      defaultValue = "gaussian",
      description =
          "How sliding windows are put together: gaussian (default) trusts their middles more, flat"
              + " does not.")
  private String blend;

  @Option(
      names = "--flips",
      description = "Average the scores of all flips of an image; takes four times as long.")
  private boolean flips;

  @Option(
      names = "--largest-component",
      description = "Keep only the largest connected component of each class.")
  private boolean largestComponent;

  InferenceOptions options() {
    if (!(overlap >= 0 && overlap < 1)) {
      throw new UserException(
          "--overlap: " + overlap + " is out of range; use at least 0 and less than 1.");
    }
    return new InferenceOptions(
        Choices.of("--window", window, Window.values()),
        overlap,
        Choices.of("--blend", blend, Blend.values()),
        flips,
        largestComponent,
        Edge.CLAMP);
  }
}
