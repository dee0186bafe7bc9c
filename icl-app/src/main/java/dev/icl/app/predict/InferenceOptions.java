package dev.icl.app.predict;

import dev.icl.data.resize.Edge;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.inference.Window;

/**
 * The options for applying networks to scans.
 *
 * @param how windows, blending, averages, flips and clean-up
 * @param edge what becomes of rows and columns that resizing puts outside: {@link Edge#CLAMP}
 *     restores them, {@link Edge#ZERO} blanks them as the authors' program does
 */
public record InferenceOptions(InferenceConfig how, Edge edge) {
  /** Slices resized, every row restored, nothing else. */
  public static InferenceOptions defaults() {
    return of(InferenceConfig.defaults());
  }

  /** The options of a configuration, every row restored. */
  public static InferenceOptions of(InferenceConfig config) {
    return new InferenceOptions(config, Edge.CLAMP);
  }

  /** The same with another treatment of borders. */
  public InferenceOptions with(Edge other) {
    return new InferenceOptions(how, other);
  }

  /** The same with another window. */
  public InferenceOptions with(Window other) {
    return new InferenceOptions(how.with(other), edge);
  }

  /** The same with or without flips. */
  public InferenceOptions withFlips(boolean whether) {
    return new InferenceOptions(how.withFlips(whether), edge);
  }

  /** The same with or without the clean-up. */
  public InferenceOptions withLargestComponent(boolean whether) {
    return new InferenceOptions(how.withLargestComponent(whether), edge);
  }
}
