package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.reference.FrozenValues;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.SwinSettings;
import dev.icl.modules.network.SwinUNet2d;
import dev.icl.modules.network.SwinUNet2dProvider;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.network.UNet3d;
import dev.icl.modules.network.VNet;
import dev.icl.modules.network.VolumeSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A fixture of sizes, widths, channels, classes and batches that nobody has seen. What it expects
 * is computed by the plain Java operations in float64: outputs, losses, running statistics,
 * evaluation, and some elements of some gradients by central differences.
 *
 * @param step that it is of
 * @param patch sizes of its images
 * @param channels of an image
 * @param labeled images with labels
 * @param unlabeled images without; 0 for a supervised step
 * @param consistencyWeight λ of ICL
 * @param differentiated the parameters whose gradients are expected
 */
record UnseenCase(
    FixtureStep step,
    List<Integer> patch,
    int channels,
    int labeled,
    int unlabeled,
    double consistencyWeight,
    List<String> differentiated) {
  private static final RandomKey KEY = RandomKey.of(77);

  /** So small that hardly any element crosses a kink between the two sides. */
  private static final double NUDGE = 1e-7;

  private static final int SAMPLES = 2;

  /** By the name of the network. */
  static UnseenCase of(String network) {
    return switch (network) {
      case UNet2d.NAME ->
          icl(
              new UNet2d(4, 5, List.of(3, 5, 6, 9), List.of(0.0, 0.0, 0.0, 0.0)),
              List.of(16, 40),
              4,
              3.5,
              List.of(3, 5),
              List.of("encoder.in_conv.conv_conv.0.weight", "decoder.out_conv.bias"));
      case UNet3d.NAME ->
          icl(
              new UNet3d(2, 3, widths()),
              List.of(32, 32, 16),
              2,
              10,
              List.of(3, 2, 2),
              List.of("conv1.conv1.0.weight", "uscl.proj_layers.0.weight"));
      // four windows of three tokens along each side, then two, then one
      case SwinUNet2d.NAME ->
          icl(
              new SwinUNet2dProvider()
                  .create(
                      new SwinSettings(10, List.of(2, 1, 2), List.of(2, 5, 4), 3, 0),
                      new ImageSpec(3, 6, List.of(48, 48))),
              List.of(48, 48),
              3,
              20,
              List.of(4, 5),
              List.of(
                  "swin_unet.patch_embed.proj.weight",
                  "swin_unet.layers.1.downsample.reduction.weight",
                  "sspa.class_decoders.0.attn.fc_kv.weight"));
      case VNet.NAME ->
          new UnseenCase(
              new SupervisedFixtureStep(new VNet(4, 5, widths())),
              List.of(16, 32, 32),
              4,
              3,
              0,
              0,
              List.of("block_five.conv.0.weight", "out_conv.weight"));
      default -> throw new IllegalArgumentException(network);
    };
  }

  private static VolumeSettings widths() {
    return new VolumeSettings(List.of(2, 3, 4, 6, 9), List.of(0.0, 0.0));
  }

  private static UnseenCase icl(
      SegmentationNetwork network,
      List<Integer> patch,
      int channels,
      double weight,
      List<Integer> heads,
      List<String> differentiated) {
    IclSettings settings = new IclSettings(weight, heads, 0, "dense", 1);
    FixtureStep step = new IclFixtureStep(Methods.icl(settings, network, patch), settings);
    return new UnseenCase(step, patch, channels, 1, 2, weight, differentiated);
  }

  private SegmentationNetwork network() {
    return step.method().network();
  }

  void write(Path file) {
    Map<String, HostTensor> batch = batch();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("in/x_lab", batch.get(Batch.IMAGE_LABELED));
    if (unlabeled > 0) {
      tensors.put("in/x_unlab", batch.get(Batch.IMAGE_UNLABELED));
    }
    tensors.put("in/label", batch.get(Batch.LABEL_LABELED).to(DType.U8));
    Map<String, RefTensor> weights = new HashMap<>();
    for (VariableSpec spec : step.method().variables()) {
      HostTensor value =
          spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name()));
      tensors.put("param/" + spec.name(), value);
      weights.put(spec.name(), RefTensor.of(value));
    }
    expectStep(weights, batch, tensors);
    PlainScope evaluation = new PlainScope(weights, false, new FrozenValues());
    put(
        tensors,
        "eval/logits_lab",
        network().apply(evaluation, inputs(batch).get(Batch.IMAGE_LABELED)).logits());
    Safetensors.write(
        file,
        Map.of(
            "case",
            "unseen " + network().name(),
            "consistency_weight",
            Double.toString(consistencyWeight)),
        tensors);
  }

  private void expectStep(
      Map<String, RefTensor> weights,
      Map<String, HostTensor> batch,
      Map<String, HostTensor> tensors) {
    FrozenValues frozen = new FrozenValues();
    PlainScope scope = new PlainScope(weights, true, frozen);
    step.outputs(scope, inputs(batch))
        .forEach(
            (name, value) -> {
              if (!name.equals(Method.OBJECTIVE)) {
                put(tensors, name, value);
              }
            });
    for (VariableSpec spec : step.method().variables()) {
      if (spec.kind() == VariableKind.BUFFER && spec.dtype().isFloating()) {
        put(tensors, "after/" + spec.name(), scope.variable(spec.name()));
      }
    }
    for (String name : differentiated) {
      int elements = (int) weights.get(name).shape().numel();
      int[] places = places(elements);
      tensors.put("idx/" + elements, ints(places));
      double[] slopes = new double[places.length];
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] = slope(name, places[i], weights, batch, frozen);
      }
      tensors.put("sub/grad/" + name + ".f64", doubles(Shape.of(slopes.length), slopes));
    }
  }

  private double slope(
      String name,
      int place,
      Map<String, RefTensor> weights,
      Map<String, HostTensor> batch,
      FrozenValues frozen) {
    double[] sides = new double[2];
    for (int side = 0; side < 2; side++) {
      RefTensor weight = weights.get(name);
      double[] values = weight.values().clone();
      values[place] += side == 0 ? -NUDGE : NUDGE;
      Map<String, RefTensor> nudged = new HashMap<>(weights);
      nudged.put(name, RefTensor.of(weight.dtype(), weight.shape(), values));
      frozen.rewind();
      Map<String, Tensor> outputs =
          step.outputs(new PlainScope(nudged, true, frozen), inputs(batch));
      sides[side] = ((RefTensor) outputs.get(Method.OBJECTIVE)).values()[0];
    }
    return (sides[1] - sides[0]) / (2 * NUDGE);
  }

  /** Spread over all of them. */
  private static int[] places(int elements) {
    return IntStream.range(0, Math.min(SAMPLES, elements))
        .map(i -> (2 * i + 1) * elements / (2 * Math.min(SAMPLES, elements)))
        .toArray();
  }

  private Map<String, HostTensor> batch() {
    int[] sizes = patch.stream().mapToInt(Integer::intValue).toArray();
    int classes = network().classes();
    Map<String, HostTensor> batch = new HashMap<>();
    batch.put(Batch.IMAGE_LABELED, noise("labeled", Shape.of(labeled, channels).append(sizes)));
    batch.put(
        Batch.LABEL_LABELED,
        HostTensor.fill(DType.I64, Shape.of(labeled).append(sizes), i -> i / 7 % classes));
    if (unlabeled > 0) {
      batch.put(
          Batch.IMAGE_UNLABELED, noise("unlabeled", Shape.of(unlabeled, channels).append(sizes)));
    }
    return batch;
  }

  private static ProgramInputs inputs(Map<String, HostTensor> batch) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    batch.forEach((name, value) -> given.put(name, RefTensor.of(value)));
    return ProgramInputs.of(given);
  }

  private static void put(Map<String, HostTensor> tensors, String name, Tensor value) {
    RefTensor reference = (RefTensor) value;
    tensors.put(name + ".f64", doubles(reference.shape(), reference.values()));
  }

  private static HostTensor doubles(Shape shape, double[] values) {
    return HostTensor.fill(DType.F64, shape, i -> values[(int) i]);
  }

  private static HostTensor ints(int[] values) {
    return HostTensor.fill(DType.I64, Shape.of(values.length), i -> values[(int) i]);
  }

  private static HostTensor noise(String name, Shape shape) {
    UniformRandomProvider random = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> random.nextDouble());
  }
}
