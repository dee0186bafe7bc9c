package dev.icl.bench.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.bench.predict.ClassNames;
import dev.icl.bench.predict.TrainedModel;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.config.RunConfig;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.ResultJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A checkpoint's backbone, to be written for other software. Needs no data. */
public final class ModelExport {
  /** The input, float32 {@code [N, 1, spatial]}: images, resized and normalised as in training. */
  public static final String IMAGES = "images";

  /** An output, float32 {@code [N, classes, spatial]}: scores before the softmax. */
  public static final String LOGITS = "logits";

  /** An output, int64 {@code [N, spatial]}: the class of the highest score. */
  public static final String LABELS = "labels";

  private final Path file;
  private final Checkpoint checkpoint;
  private final RunConfig config;
  private final List<String> classes;
  private final SegmentationNetwork network;

  private ModelExport(
      Path file,
      Checkpoint checkpoint,
      RunConfig config,
      List<String> classes,
      SegmentationNetwork network) {
    this.file = file;
    this.checkpoint = checkpoint;
    this.config = config;
    this.classes = classes;
    this.network = network;
  }

  /**
   * Describes the network. Starts no engine.
   *
   * @param file where the checkpoint was opened
   * @param config that of the checkpoint
   * @throws dev.icl.core.error.UserException if the checkpoint does not name its classes, or the
   *     network cannot divide the patch
   */
  public static ModelExport of(Path file, Checkpoint checkpoint, RunConfig config) {
    List<String> classes = ClassNames.of(checkpoint.info(), file);
    SegmentationNetwork network =
        Networks.create(config.network(), TrainedModel.IMAGE_CHANNELS, classes.size());
    Patches.require(network, config.train().patch());
    return new ModelExport(file, checkpoint, config, classes, network);
  }

  /**
   * Loads the weights and writes the network.
   *
   * @param engine the exporter's; holds no variables yet
   * @param target what does not exist yet
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, or the target
   *     exists or cannot be written
   */
  public void write(Engine engine, ProgramExporter exporter, Path target) {
    checkpoint.createIn(engine.variables(), network.variables());
    List<Integer> patch = config.train().patch();
    int[] shape = new int[patch.size() + 1];
    shape[0] = TrainedModel.IMAGE_CHANNELS;
    for (int i = 0; i < patch.size(); i++) {
      shape[i + 1] = patch.get(i);
    }
    Program program =
        (scope, inputs) -> {
          Tensor logits = network.apply(scope, inputs.get(IMAGES)).logits();
          return Map.of(LOGITS, logits, LABELS, scope.ops().argmax(logits, 1));
        };
    exporter.export(
        program,
        Map.of(IMAGES, new Example(DType.F32, Shape.of(shape))),
        Map.of("icl.json", description(patch) + "\n", "config.yaml", checkpoint.info().config()),
        target);
  }

  private String description(List<Integer> patch) {
    return ResultJson.indented(
        new Description(
            network.name(),
            checkpoint.info().method(),
            checkpoint.info().iteration(),
            patch,
            classes,
            String.valueOf(file.getFileName())));
  }

  /**
   * {@code icl.json}.
   *
   * @param patch spatial sizes of an image
   * @param classNames background first
   */
  private record Description(
      @JsonProperty("network") String network,
      @JsonProperty("method") String method,
      @JsonProperty("iteration") int iteration,
      @JsonProperty("patch") List<Integer> patch,
      @JsonProperty("class_names") List<String> classNames,
      @JsonProperty("checkpoint") String checkpoint) {}
}
