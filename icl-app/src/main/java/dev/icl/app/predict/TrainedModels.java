package dev.icl.app.predict;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.plan.LeastMemory;
import dev.icl.app.plan.TrainingNeeds;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that segment scans together: one, or several that agree in classes, channels and
 * preprocessing.
 *
 * @param all at least one
 */
public record TrainedModels(List<TrainedModel> all) implements AutoCloseable {
  /** Keeps its own copy of the list. */
  public TrainedModels {
    all = List.copyOf(all);
  }

  /**
   * Opens checkpoints, as {@link TrainedModel#open} does.
   *
   * @param files the checkpoints, at least one
   * @param reader of their configurations
   * @param settings changes to each of these, as {@code engine=tensorflow}
   * @throws dev.icl.core.error.UserException if one cannot be used, or they do not agree
   */
  public static TrainedModels open(
      List<Path> files, RunConfigReader reader, List<String> settings) {
    List<TrainedModel> opened = new ArrayList<>();
    try {
      for (Path file : files) {
        opened.add(TrainedModel.open(file, reader, settings));
      }
      EnsembleCheck.require(opened);
      return new TrainedModels(opened);
    } catch (RuntimeException e) {
      opened.forEach(TrainedModel::close);
      throw e;
    }
  }

  /**
   * Refuses checkpoints that cannot segment together. They are open, and stay so.
   *
   * @param checkpoints at least one
   * @param reader of their configurations
   * @throws dev.icl.core.error.UserException if one cannot be used, or they do not agree
   */
  public static void requireAgreement(List<Checkpoint> checkpoints, RunConfigReader reader) {
    EnsembleCheck.require(
        checkpoints.stream()
            .map(checkpoint -> TrainedModel.of(checkpoint, reader, List.of()))
            .toList());
  }

  /**
   * Refuses networks for the processor whose weights alone exceed the machine's memory.
   *
   * @param plugins the engines to choose from
   * @param permissions the rights of the engines beyond computing
   * @throws UserException if they do
   */
  public void requireMemory(EnginePlugins plugins, Permissions permissions) {
    requireMemory(plugins, permissions, LeastMemory.machine());
  }

  void requireMemory(EnginePlugins plugins, Permissions permissions, long available) {
    long needed = NetworkNeeds.variables(all.stream().map(TrainedModel::network).toList());
    if (needed > available && LeastMemory.onProcessor(first().config(), plugins, permissions)) {
      throw new UserException(
          "The weights of %s take %s, and this machine has %s of memory; name fewer checkpoints, or use a machine with more."
              .formatted(
                  Counts.of(all.size(), "network"),
                  TrainingNeeds.size(needed),
                  TrainingNeeds.size(available)));
    }
  }

  /** The first of them, which speaks for all where they agree. */
  public TrainedModel first() {
    return all.get(0);
  }

  /** The way they are applied: that of the first one's validations, unless another is asked for. */
  public InferenceOptions inference(SegmenterOptions options) {
    return options.inference().orElseGet(() -> InferenceOptions.of(first().config().inference()));
  }

  @Override
  public void close() {
    all.forEach(TrainedModel::close);
  }
}
