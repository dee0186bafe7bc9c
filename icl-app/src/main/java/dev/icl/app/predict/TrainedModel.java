package dev.icl.app.predict;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.plan.Backbone;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.Engine;
import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.InputRules;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint's backbone and everything needed to apply it, all from the checkpoint itself. Starts
 * no engine.
 */
public final class TrainedModel implements AutoCloseable {
  private final Path file;
  private final Checkpoint checkpoint;
  private final RunConfig config;
  private final List<String> classNames;
  private final SegmentationNetwork network;
  private final InputRules inputs;

  private TrainedModel(
      Path file,
      Checkpoint checkpoint,
      RunConfig config,
      List<String> classNames,
      SegmentationNetwork network,
      InputRules inputs) {
    this.file = file;
    this.checkpoint = checkpoint;
    this.config = config;
    this.classNames = classNames;
    this.network = network;
    this.inputs = inputs;
  }

  /**
   * Opens a checkpoint and describes its network. One that tells how its scans were read needs
   * neither dataset nor method of the training; one of an earlier release does.
   *
   * @param file the checkpoint
   * @param reader of its configuration
   * @param settings changes to its configuration, as {@code engine=tensorflow}
   * @throws dev.icl.core.error.UserException if it cannot be read, is of a newer format, does not
   *     name its classes, or its configuration makes no sense
   */
  public static TrainedModel open(Path file, RunConfigReader reader, List<String> settings) {
    Checkpoint checkpoint = Checkpoint.open(file);
    try {
      return of(checkpoint, reader, settings);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** The same for a checkpoint that is open. */
  static TrainedModel of(Checkpoint checkpoint, RunConfigReader reader, List<String> settings) {
    Path file = checkpoint.path();
    String source = "the configuration in " + file;
    String yaml = checkpoint.info().config();
    Optional<InputRules> told = checkpoint.info().facts().get(DataFacts.INPUT_RULES);
    RunConfig config =
        told.isPresent()
            ? reader.readNetwork(source, yaml, settings)
            : reader.readText(source, yaml, settings);
    List<String> classes = classNames(checkpoint);
    InputRules inputs = told.orElseGet(() -> Datasets.inputRules(config.data()));
    SegmentationNetwork network = Backbone.of(config, inputs.channels().size(), classes.size());
    Patches.require(network, config.train().patch());
    SegmentationNetwork kept = Kept.network(network, checkpoint.info().facts());
    return new TrainedModel(file, checkpoint, config, classes, kept, inputs);
  }

  private static List<String> classNames(Checkpoint checkpoint) {
    return checkpoint
        .info()
        .facts()
        .get(DataFacts.CLASS_NAMES)
        .orElseThrow(
            () ->
                new UserException(
                    checkpoint.path()
                        + " does not tell the names of its classes (metadata "
                        + DataFacts.CLASS_NAMES
                        + ", a JSON list); train again, or name a checkpoint of this release."));
  }

  /** The file it was opened from. */
  public Path file() {
    return file;
  }

  /** The open checkpoint. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * The configuration it was trained with, changed as asked for; without the dataset and the method
   * of the training where the checkpoint tells how its scans were read.
   */
  public RunConfig config() {
    return config;
  }

  /** Names of the classes, the background first. */
  public List<String> classNames() {
    return classNames;
  }

  /** The network to predict with: the backbone, or several copies of it as one. */
  public SegmentationNetwork network() {
    return network;
  }

  /** The rules by which scans become the network's images. */
  public InputRules inputs() {
    return inputs;
  }

  /**
   * Gives an engine the network's variables.
   *
   * @param engine holds none yet
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, or holds
   *     values that are not finite
   */
  public void createIn(Engine engine) {
    checkpoint.createIn(engine.variables(), network.variables());
  }

  @Override
  public void close() {
    checkpoint.close();
  }
}
