package dev.icl.bench.parity;

import dev.icl.app.run.RunFolder;
import java.nio.file.Path;

/**
 * The files that one engine leaves for the comparison with another: a training's folder, its first
 * gradients and its last segmentations.
 *
 * @param path the folder
 */
public record ParityFolder(Path path) {
  /** The training itself. */
  public RunFolder run() {
    return new RunFolder(path);
  }

  /** Gradients of the first step by parameter, safetensors. */
  public Path gradients() {
    return path.resolve("gradients.safetensors");
  }

  /** The class of every voxel of each validation volume, safetensors of unsigned bytes. */
  public Path labels() {
    return path.resolve("labels.safetensors");
  }
}
