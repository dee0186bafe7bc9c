package dev.icl.cli;

import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The trained network that a command uses, or several whose probabilities are averaged. */
final class CheckpointsOption {
  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description =
          "final.safetensors or best.safetensors of a training by any engine, or the training's"
              + " folder for its final one. Given several times, or the folder of icl train --folds:"
              + " an ensemble, the mean of the probabilities of all.")
  private List<Path> checkpoints = new ArrayList<>();

  /** The files and folders as they are named. */
  List<Path> named() {
    return checkpoints;
  }

  /**
   * The files of the networks.
   *
   * @param notices told which of a folder's files it is
   * @throws dev.icl.core.error.UserException if there is none, or one is there twice
   */
  List<Path> networks(Consumer<String> notices) {
    return NetworkFile.all(checkpoints, notices);
  }
}
