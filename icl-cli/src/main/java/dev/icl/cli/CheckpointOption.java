package dev.icl.cli;

import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The trained network that a command uses, without the data of its training. */
final class CheckpointOption {
  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description =
          "final.safetensors or best.safetensors of a training by any engine, or the training's"
              + " folder for its final one.")
  private Path checkpoint;

  /**
   * The file of the network.
   *
   * @param notices told which of a folder's files it is
   * @throws dev.icl.core.error.UserException if there is none
   */
  Path network(Consumer<String> notices) {
    return NetworkFile.of(checkpoint, notices);
  }
}
