package dev.icl.app.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.app.predict.TrainedModel;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.json.Json;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.export.program.HostVariables;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Recorder;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The export of a checkpoint's backbone to other software. */
public final class ModelExport {
  /**
   * The input, float32 {@code [N, channels, spatial]}: images, resized and normalised as in
   * training.
   */
  public static final String IMAGES = "images";

  /** An output, float32 {@code [N, classes, spatial]}: scores before the softmax. */
  public static final String LOGITS = "logits";

  /** An output, int64 {@code [N, spatial]}: the class of the highest score. */
  public static final String LABELS = "labels";

  private ModelExport() {}

  /**
   * Loads the weights and writes the network.
   *
   * @param model of that network
   * @param engine the exporter's; holds no variables yet
   * @param exporter writes the program of the network
   * @param target what does not exist yet
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, or the target
   *     exists or cannot be written
   */
  public static void write(
      TrainedModel model, Engine engine, ProgramExporter exporter, Path target) {
    model.createIn(engine);
    exporter.export(program(model.network()), inputs(model), notes(model), target);
  }

  /**
   * Writes the network without an engine.
   *
   * @param model of that network
   * @param format of the file
   * @param target what does not exist yet
   * @return the numbers of which the spatial sizes of images must be multiples; empty where images
   *     of the training's patch alone are taken
   * @throws dev.icl.core.error.UserException if the checkpoint is of another network, an operation
   *     has no translation, or the target exists or cannot be written
   */
  public static Optional<List<Integer>> write(
      TrainedModel model, PortableFormat format, Path target) {
    AtomicFile.refuseExisting(target, false);
    HostVariables variables = new HostVariables();
    model.checkpoint().createIn(variables, model.network().variables());
    List<Integer> divisors = model.network().divisors();
    RecordedProgram program =
        new Recorder(variables).record(program(model.network()), inputs(model), divisors);
    format.write(program, notes(model), target);
    return program.grows() ? Optional.of(divisors) : Optional.empty();
  }

  /** The inputs of a model's function. */
  public static Map<String, Example> inputs(TrainedModel model) {
    return inputs(model.inputs().channels().size(), model.config().train().patch());
  }

  private static Map<String, String> notes(TrainedModel model) {
    return Map.of(
        "icl.json", description(model), "config.yaml", model.checkpoint().info().config());
  }

  /** The network as a function from images to logits and labels. */
  static Program program(SegmentationNetwork network) {
    return (scope, inputs) -> {
      Tensor logits = network.apply(scope, inputs.get(IMAGES)).logits();
      return Map.of(LOGITS, logits, LABELS, scope.ops().argmax(logits, 1));
    };
  }

  /**
   * The inputs of the function.
   *
   * @param channels of an image
   * @param patch spatial sizes of an image
   */
  static Map<String, Example> inputs(int channels, List<Integer> patch) {
    Shape shape = Shape.of(channels).append(patch);
    return Map.of(IMAGES, new Example(DType.F32, shape));
  }

  private static String description(TrainedModel model) {
    CheckpointInfo info = model.checkpoint().info();
    return Json.indented(
            new Description(
                model.network().name(),
                info.method(),
                info.iteration(),
                model.config().train().patch(),
                model.classNames(),
                String.valueOf(model.file().getFileName())))
        + "\n";
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
