package dev.icl.app.bioimage;

import dev.icl.app.predict.TrainedModel;
import dev.icl.app.run.ModelExport;
import dev.icl.export.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The fields of {@code rdf.yaml}, version 0.5 of the specification. */
final class ModelDescription {
  static final String PROBABILITIES = "probabilities";

  private static final String VERSION = "0.5.3";
  private static final String TORCH = "1.13.0";

  private final TrainedModel model;
  private final Publication publication;
  private final List<String> axes;
  private final Tiles tiles;
  private final List<Processing> steps;
  private final PackageFiles files;

  /**
   * @param axes the names of the spatial axes
   * @param files everything else that is in the package
   */
  ModelDescription(
      TrainedModel model,
      Publication publication,
      List<String> axes,
      Tiles tiles,
      List<Processing> steps,
      PackageFiles files) {
    this.model = model;
    this.publication = publication;
    this.axes = axes;
    this.tiles = tiles;
    this.steps = steps;
    this.files = files;
  }

  /** All fields, in their order. */
  Map<String, Object> fields(String timestamp) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format_version", VERSION);
    fields.put("type", "model");
    fields.put("name", publication.name());
    fields.put("description", description());
    fields.put(
        "authors", publication.authors().stream().map(name -> Map.of("name", name)).toList());
    fields.put("cite", Citations.of(model.checkpoint().info().method(), model.network().name()));
    fields.put("license", publication.license());
    fields.put("documentation", PackageFiles.README);
    fields.put("covers", List.of(PackageFiles.COVER));
    fields.put("tags", List.of("segmentation", model.network().name()));
    fields.put("timestamp", timestamp);
    fields.put("inputs", List.of(input()));
    fields.put("outputs", List.of(output()));
    fields.put("weights", weights());
    return fields;
  }

  private String description() {
    return "Segments "
        + String.join(", ", model.classNames().subList(1, model.classNames().size()))
        + " with a network of the kind "
        + model.network().name()
        + ".";
  }

  private Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("id", ModelExport.IMAGES);
    input.put("description", "Images as scanners give them, one channel a sequence.");
    input.put("axes", axes(names(model.inputs().channels()), this::inputAxis));
    input.put("data", Map.of("type", "float32"));
    input.put("test_tensor", files.reference(PackageFiles.TEST_INPUT));
    input.put("sample_tensor", files.reference(PackageFiles.TEST_INPUT));
    if (!steps.isEmpty()) {
      input.put("preprocessing", steps.stream().map(ModelDescription::step).toList());
    }
    return input;
  }

  private Map<String, Object> output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("id", PROBABILITIES);
    output.put("description", "The probability of each class, which add up to 1.");
    output.put("axes", axes(names(model.classNames()), this::outputAxis));
    output.put("data", Map.of("type", "float32", "range", List.of(0.0, 1.0)));
    output.put("test_tensor", files.reference(PackageFiles.TEST_OUTPUT));
    output.put("sample_tensor", files.reference(PackageFiles.TEST_OUTPUT));
    return output;
  }

  private static Map<String, Object> step(Processing step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", step.id());
    fields.put("kwargs", step.kwargs());
    return fields;
  }

  /** A maker of the fields of a spatial axis. */
  @FunctionalInterface
  private interface Axis {
    Map<String, Object> of(int index);
  }

  private List<Map<String, Object>> axes(List<String> channels, Axis spatial) {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(axis("batch", "batch"));
    Map<String, Object> channel = axis("channel", "channel");
    channel.put("channel_names", channels);
    all.add(channel);
    IntStream.range(0, axes.size()).forEach(i -> all.add(spatial.of(i)));
    return all;
  }

  private static Map<String, Object> axis(String type, String id) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    fields.put("id", id);
    return fields;
  }

  private Map<String, Object> inputAxis(int index) {
    Map<String, Object> axis = axis("space", axes.get(index));
    if (isOpen(index)) {
      Map<String, Object> size = new LinkedHashMap<>();
      size.put("min", tiles.least().get(index));
      size.put("step", tiles.step().get(index));
      axis.put("size", size);
    } else {
      axis.put("size", tiles.least().get(index));
    }
    return axis;
  }

  private Map<String, Object> outputAxis(int index) {
    Map<String, Object> axis = axis("space", axes.get(index));
    if (isOpen(index)) {
      Map<String, Object> size = new LinkedHashMap<>();
      size.put("tensor_id", ModelExport.IMAGES);
      size.put("axis_id", axes.get(index));
      axis.put("size", size);
      if (tiles.halo().get(index) > 0) {
        axis.put("halo", tiles.halo().get(index));
      }
    } else {
      axis.put("size", tiles.least().get(index));
    }
    return axis;
  }

  private boolean isOpen(int index) {
    return tiles.step().get(index) > 0;
  }

  private Map<String, Object> weights() {
    Map<String, Object> onnx = files.reference(PackageFiles.ONNX);
    onnx.put("opset_version", OnnxFile.OPERATORS);
    Map<String, Object> script = files.reference(PackageFiles.TORCHSCRIPT);
    script.put("parent", "onnx");
    script.put("pytorch_version", TORCH);
    Map<String, Object> weights = new LinkedHashMap<>();
    weights.put("onnx", onnx);
    weights.put("torchscript", script);
    return weights;
  }

  /** Names of channels are identifiers there, each once. */
  static List<String> names(List<String> words) {
    Set<String> names = new LinkedHashSet<>();
    for (String word : words) {
      String name = word.replaceAll("\\W", "_");
      name = name.matches("[A-Za-z_].*") ? name : "_" + name;
      while (!names.add(name)) {
        name += "_";
      }
    }
    return List.copyOf(names);
  }
}
