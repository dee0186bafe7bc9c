package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.SwinSettings;
import dev.icl.modules.network.SwinUNet2dProvider;
import dev.icl.modules.network.SwinUNetR3dProvider;
import dev.icl.modules.network.SwinVolumeSettings;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.network.UNet3d;
import dev.icl.modules.network.VolumeSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A fixture that differs from the authors' one in everything: levels of odd widths, oblong images
 * or volumes of two channels, three classes, other batch sizes. Its expected values are what an
 * engine computes, so it tells whether sizes are taken from the file, not whether numbers are
 * right.
 */
final class OtherCase {
  private static final RandomKey KEY = RandomKey.of(99);
  private final SegmentationNetwork network;
  private final String lastWeight;
  private final List<Integer> patch;
  private final Method method;
  private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

  /** Images, four levels. */
  OtherCase() {
    this(
        new UNet2d(2, 3, List.of(2, 6, 12, 20), List.of(0.0, 0.0, 0.0, 0.0)),
        "decoder.out_conv.weight",
        List.of(16, 24),
        new IclSettings(7.5, List.of(4, 3), 0, "dense", 1));
  }

  private OtherCase(
      SegmentationNetwork network, String lastWeight, List<Integer> patch, IclSettings settings) {
    this.network = network;
    this.lastWeight = lastWeight;
    this.patch = patch;
    this.method = Methods.icl(settings, network, patch);
  }

  /**
   * A case by name.
   *
   * @param what {@code images}; {@code swin images} and {@code swin volumes} of Swin networks;
   *     {@code volumes} of a 3-D U-Net, or {@code axial}, {@code none} or {@code low-rank} for the
   *     same with another mixer
   */
  static OtherCase of(String what) {
    if (what.equals("images")) {
      return new OtherCase();
    }
    if (what.startsWith("swin")) {
      return swin(what.endsWith("images"));
    }
    VolumeSettings widths = new VolumeSettings(List.of(2, 3, 4, 6, 8), List.of(0.0, 0.0));
    String mixer = what.equals("volumes") ? "dense" : what;
    return new OtherCase(
        new UNet3d(2, 3, widths),
        "final.weight",
        List.of(32, 16, 16),
        new IclSettings(7.5, List.of(4, 3, 2), 0, mixer, 3));
  }

  /** Odd windows, of which some divide nothing, three or four stages, other heads. */
  private static OtherCase swin(boolean images) {
    if (images) {
      SwinSettings settings = new SwinSettings(6, List.of(2, 1, 3), List.of(2, 3, 4), 3, 0);
      List<Integer> patch = List.of(48, 96);
      return new OtherCase(
          new SwinUNet2dProvider().create(settings, new ImageSpec(2, 3, patch)),
          "swin_unet.output.weight",
          patch,
          new IclSettings(7.5, List.of(4, 3), 0, "dense", 1));
    }
    SwinSettings settings = new SwinSettings(4, List.of(2, 1, 2, 1), List.of(2, 1, 4, 8), 3, 0);
    List<Integer> patch = List.of(32, 64, 32);
    return new OtherCase(
        new SwinUNetR3dProvider()
            .create(new SwinVolumeSettings(settings, "monai"), new ImageSpec(2, 3, patch)),
        "out.conv.conv.weight",
        patch,
        new IclSettings(7.5, List.of(8, 4, 2), 0, "low-rank", 3));
  }

  /** The weight of the last layer. */
  String lastWeight() {
    return lastWeight;
  }

  Method method() {
    return method;
  }

  /** What the case starts from. */
  Map<String, HostTensor> weights() {
    Map<String, HostTensor> weights = new LinkedHashMap<>();
    for (VariableSpec spec : method.variables()) {
      weights.put(
          spec.name(),
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
    }
    return weights;
  }

  /** The images and labels of its step. */
  Map<String, HostTensor> batch() {
    int[] sizes = patch.stream().mapToInt(Integer::intValue).toArray();
    return Map.of(
        Batch.IMAGE_LABELED, noise("labeled", Shape.of(3, 2).append(sizes)),
        Batch.IMAGE_UNLABELED, noise("unlabeled", Shape.of(1, 2).append(sizes)),
        Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(3).append(sizes), i -> i / 5 % 3));
  }

  void write(Path file, Engine engine) {
    write(file, engine, weights(), weights());
  }

  /**
   * @param stored the weights of the file
   * @param computed those that its expected values are computed with
   */
  void write(
      Path file, Engine engine, Map<String, HostTensor> stored, Map<String, HostTensor> computed) {
    Map<String, HostTensor> batch = batch();
    tensors.put("in/x_lab", batch.get(Batch.IMAGE_LABELED));
    tensors.put("in/x_unlab", batch.get(Batch.IMAGE_UNLABELED));
    tensors.put("in/label", batch.get(Batch.LABEL_LABELED).to(DType.U8));
    for (VariableSpec spec : method.variables()) {
      tensors.put("param/" + spec.name(), stored.get(spec.name()));
      engine.variables().create(spec, computed.get(spec.name()));
    }
    expect(engine, batch);
    Map<String, String> metadata =
        Map.of(
            "case", "other",
            "consistency_weight", "7.5",
            "zero_grad_params", String.join(",", zeroGradients()));
    Safetensors.write(file, metadata, tensors);
  }

  /** What a batch norm takes away again gets rounding noise for a gradient. */
  private List<String> zeroGradients() {
    return tensors.entrySet().stream()
        .filter(e -> e.getKey().startsWith("grad/"))
        .filter(e -> Arrays.stream(e.getValue().toDoubles()).allMatch(g -> Math.abs(g) < 1e-6))
        .map(e -> e.getKey().substring("grad/".length()))
        .toList();
  }

  private void expect(Engine engine, Map<String, HostTensor> batch) {
    try (CompiledProgram evaluation =
            engine.compile(
                (scope, inputs) ->
                    Map.of(
                        "eval/logits_lab",
                        network.apply(scope, inputs.get(Batch.IMAGE_LABELED)).logits()),
                Compilation.inference());
        CompiledProgram step =
            engine.compile(method.trainingProgram(), Compilation.gradients(Method.OBJECTIVE))) {
      tensors.putAll(evaluation.run(batch, KEY));
      step.run(batch, KEY)
          .forEach(
              (name, value) -> {
                String loss = "loss/" + (name.equals(Method.OBJECTIVE) ? "total" : name);
                tensors.put(name.startsWith("grad/") ? name : loss, value);
              });
    }
  }

  private static HostTensor noise(String name, Shape shape) {
    UniformRandomProvider random = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> random.nextDouble());
  }
}
