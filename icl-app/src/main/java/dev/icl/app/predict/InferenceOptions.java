package dev.icl.app.predict;

import dev.icl.data.resize.Edge;
import dev.icl.modules.inference.Blend;

/**
 * The options for applying networks to scans.
 *
 * @param window how a scan meets the network's input size
 * @param overlap of neighbouring sliding windows as a share of their size, at least 0, below 1
 * @param blend how sliding windows are put together
 * @param flips whether scores are averaged over all flips of the input
 * @param largestComponent whether only the largest connected component of each class is kept
 * @param edge what becomes of rows and columns that resizing puts outside: {@link Edge#CLAMP}
 *     restores them, {@link Edge#ZERO} blanks them as the authors' program does
 */
public record InferenceOptions(
    Window window,
    double overlap,
    Blend blend,
    boolean flips,
    boolean largestComponent,
    Edge edge) {
  /**
   * @throws IllegalArgumentException if the overlap is out of range
   */
  public InferenceOptions {
    if (!(overlap >= 0 && overlap < 1)) {
      throw new IllegalArgumentException("overlap " + overlap);
    }
  }

  /** Slices resized, every row restored, nothing else. */
  public static InferenceOptions defaults() {
    return new InferenceOptions(Window.RESIZE, 0.5, Blend.GAUSSIAN, false, false, Edge.CLAMP);
  }

  /** The same with another window. */
  public InferenceOptions with(Window other) {
    return new InferenceOptions(other, overlap, blend, flips, largestComponent, edge);
  }

  /** The same with another treatment of borders. */
  public InferenceOptions with(Edge other) {
    return new InferenceOptions(window, overlap, blend, flips, largestComponent, other);
  }

  /** The same with or without flips. */
  public InferenceOptions withFlips(boolean whether) {
    return new InferenceOptions(window, overlap, blend, whether, largestComponent, edge);
  }

  /** The same with or without the clean-up. */
  public InferenceOptions withLargestComponent(boolean whether) {
    return new InferenceOptions(window, overlap, blend, flips, whether, edge);
  }
}
