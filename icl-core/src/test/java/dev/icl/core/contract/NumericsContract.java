package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic that an engine is asked for. */
interface NumericsContract extends EngineUnderTest {
  /** The part of a product that TF32 may round away, a few times over. */
  double TF32_TOLERANCE = 1e-2;

  /** The engine draws the masks itself, as in a training. */
  private static Program withDropout() {
    Program classifier = Programs.pixelClassifier();
    return (scope, in) -> {
      Tensor x = in.get("x");
      Map<String, Tensor> dropped = new HashMap<>();
      dropped.put("x", scope.dropout(x, 0.25, x.shape()));
      dropped.put("y", in.get("y"));
      return classifier.apply(scope, ProgramInputs.of(dropped));
    };
  }

  @Test
  default void aDeterministicEngineRepeatsATrainingBitByBit() {
    Numerics same = new Numerics(Precision.FLOAT32, true);

    Map<String, HostTensor> first = trained(withDropout(), same);
    Map<String, HostTensor> second = trained(withDropout(), same);

    assertThat(second).containsOnlyKeys(first.keySet());
    first.forEach(
        (name, value) ->
            assertThat(second.get(name).toFloats()).as(name).containsExactly(value.toFloats()));
  }

  @Test
  default void everyArithmeticTrainsTheSameButForRounding() {
    Map<String, HostTensor> plain = trained(Programs.pixelClassifier(), Numerics.defaults());

    for (Precision precision : List.of(Precision.FLOAT32, Precision.TF32)) {
      Map<String, HostTensor> other =
          trained(Programs.pixelClassifier(), new Numerics(precision, true));
      plain.forEach((name, value) -> assertClose(name, other.get(name), value, TF32_TOLERANCE));
    }
  }

  /**
   * Sums of tens of thousands of voxels one after another in float32 are wrong in the fifth digit.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  default void largeVolumesAreNormalisedToTheLastDigitsOfFloat32(int volumes) {
    Shape shape = Shape.of(volumes, 8, 1, largeEdge() / 16 + 1, largeEdge());
    int voxels = (int) shape.spatial().numel();
    HostTensor x = HostTensor.fill(DType.F32, shape, i -> off(i / voxels) + wave(i));
    HostTensor weights = HostTensor.fill(DType.F32, shape, i -> wave(3 * i + 1));
    double[] normal = new double[(int) shape.numel()];
    double[] gradient = new double[normal.length];
    for (int first = 0; first < normal.length; first += voxels) {
      normalise(x, weights, IntStream.range(first, first + voxels).toArray(), normal, gradient);
    }
    OpCase one = OpCase.of("", (ops, t) -> ops.instanceNorm(t.get("x"), 1e-5)).operand("x", x);

    Map<String, HostTensor> found;
    try (Rig rig = rig().parameter("x", x)) {
      Compilation compilation = Compilation.gradients(OpCase.OBJECTIVE);
      found = rig.run(one.differentiated(), compilation, Map.of(OpCase.WEIGHTS, weights));
    }

    HostTensor expected = HostTensor.of(shape, normal).to(DType.F32);
    assertClose("the output", found.get(OpCase.OUTPUT), expected, 3e-6);
    HostTensor derived = HostTensor.of(shape, gradient).to(DType.F32);
    assertClose("the gradient", found.get("grad/x"), derived, 1e-5);
  }

  /**
   * A batch as a network has it behind a convolution, half of it background: equal values are
   * rounded the same way each time they are added, so that a long sum of them drifts away.
   */
  @ParameterizedTest
  @CsvSource({"2, true", "2, false", "3, true", "3, false"})
  default void largeBatchesAreNormalisedToTheLastDigitsOfFloat32(int rank, boolean spent) {
    int edge = largeEdge() / 4 + 1;
    Shape shape = rank == 2 ? Shape.of(3, 8, edge, edge) : Shape.of(3, 8, edge / 4 + 1, 4, edge);
    int pixels = (int) shape.spatial().numel();
    HostTensor x =
        HostTensor.fill(
            DType.F32, shape, i -> i % pixels < pixels / 2 ? 0.3 : off(i / pixels % 8) + wave(i));
    // in part along the values, as a loss's gradient is
    HostTensor weights =
        HostTensor.fill(DType.F32, shape, i -> wave(3 * i + 1) + 0.2 * x.get((int) i));
    double[] normal = new double[(int) shape.numel()];
    double[] gradient = new double[normal.length];
    for (int channel = 0; channel < 8; channel++) {
      normalise(x, weights, ofChannel(channel, pixels), normal, gradient);
    }
    HostTensor ones = HostTensor.fill(DType.F32, Shape.of(8), i -> 1);
    HostTensor zeros = HostTensor.zeros(DType.F32, Shape.of(8));
    Shape kernel = rank == 2 ? Shape.of(8, 8, 1, 1) : Shape.of(8, 8, 1, 1, 1);
    OpCase one =
        OpCase.of("", (ops, t) -> behindConvolution(ops, t, spent).output())
            .operand("x", x)
            .operand("scale", ones)
            .operand("shift", zeros)
            .input("kernel", HostTensor.fill(DType.F32, kernel, i -> i % 9 == 0 ? 1 : 0))
            .input("mean", zeros)
            .input("var", ones);

    Map<String, HostTensor> inputs = new HashMap<>(one.inputs());
    inputs.put(OpCase.WEIGHTS, weights);
    Map<String, HostTensor> found;
    Map<String, HostTensor> running;
    try (Rig rig = rig().parameter("x", x).parameter("scale", ones).parameter("shift", zeros)) {
      found = rig.run(one.differentiated(), Compilation.gradients(OpCase.OBJECTIVE), inputs);
      running =
          rig.run(
              (scope, in) -> {
                Map<String, Tensor> all = new HashMap<>();
                one.operands().keySet().forEach(name -> all.put(name, scope.variable(name)));
                one.inputs().keySet().forEach(name -> all.put(name, in.get(name)));
                BatchNormResult result = behindConvolution(scope.ops(), all, spent);
                return Map.of("mean", result.runningMean(), "var", result.runningVar());
              },
              Compilation.forward(),
              one.inputs());
    }

    HostTensor expected = HostTensor.of(shape, normal).to(DType.F32);
    assertClose("the output", found.get(OpCase.OUTPUT), expected, 3e-6);
    HostTensor derived = HostTensor.of(shape, gradient).to(DType.F32);
    // a library's own variance, and its long sums, are in it
    assertClose("the gradient", found.get("grad/x"), derived, 5e-4);
    for (int channel = 0; channel < 8; channel++) {
      double along = 0;
      double sum = 0;
      double size = 0;
      for (int i : ofChannel(channel, pixels)) {
        along += weights.get(i) * normal[i];
        sum += weights.get(i);
        size += Math.abs(weights.get(i));
      }
      assertThat(found.get("grad/scale").get(channel)).isCloseTo(along, within(1e-4 * size));
      assertThat(found.get("grad/shift").get(channel)).isCloseTo(sum, within(1e-4 * size));
      double[] values = Arrays.stream(ofChannel(channel, pixels)).mapToDouble(x::get).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      assertThat(running.get("mean").get(channel)).isCloseTo(0.1 * mean, within(1e-6));
      assertThat(running.get("var").get(channel))
          .isCloseTo(0.9 + 0.1 * square / (values.length - 1), within(2e-6));
    }
  }

  /** Sums of losses and of statistics, of scores a class and of features a channel. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  default void longSumsOfEqualValuesAreRight(int channels) {
    int edge = largeEdge() / 4 + 1;
    Shape shape = Shape.of(6, channels, edge, edge);
    int pixels = (int) shape.spatial().numel();
    HostTensor x = HostTensor.fill(DType.F32, shape, i -> 0.1 + (i / pixels % channels) / 7.0);
    Shape kernel = Shape.of(channels, channels, 1, 1);
    HostTensor identity = HostTensor.fill(DType.F32, kernel, i -> i % (channels + 1) == 0 ? 1 : 0);
    HostTensor rows =
        HostTensor.fill(
            DType.F32, Shape.of(6 * pixels, channels), i -> x.get((int) i % channels * pixels));

    Map<String, HostTensor> found;
    try (Rig rig = rig()) {
      found =
          rig.run(
              (scope, in) -> {
                Ops ops = scope.ops();
                Tensor image = ops.conv(in.get("x"), in.get("kernel"), null, ConvSpec.of(2, 1, 0));
                return Map.of(
                    "batch", ops.sum(image, false, 0, 2, 3),
                    "image", ops.sum(image, false, 2, 3),
                    "all", ops.sum(image, false),
                    "rows", ops.sum(in.get("rows"), false, 0),
                    "square", ops.mean(ops.mul(image, image), false, 0, 2, 3));
              },
              Compilation.forward(),
              Map.of("x", x, "kernel", identity, "rows", rows));
    }

    double all = 0;
    for (int channel = 0; channel < channels; channel++) {
      double value = x.get(channel * pixels);
      all += 6 * pixels * value;
      assertThat(found.get("batch").get(channel) / (6 * pixels * value)).isCloseTo(1, within(1e-5));
      assertThat(found.get("rows").get(channel) / (6 * pixels * value)).isCloseTo(1, within(1e-5));
      assertThat(found.get("image").get(channel) / (pixels * value)).isCloseTo(1, within(1e-5));
      assertThat(found.get("square").get(channel) / (value * value)).isCloseTo(1, within(1e-5));
    }
    assertThat(found.get("all").item() / all).isCloseTo(1, within(1e-5));
  }

  /**
   * Batch normalisation of a convolution's result.
   *
   * @param spent whether it may write over that
   */
  private static BatchNormResult behindConvolution(Ops ops, Map<String, Tensor> t, boolean spent) {
    int rank = t.get("x").shape().rank() - 2;
    Tensor convolved = ops.conv(t.get("x"), t.get("kernel"), null, ConvSpec.of(rank, 1, 0));
    return ops.batchNorm(
        spent ? ops.lastUse(convolved) : convolved,
        t.get("scale"),
        t.get("shift"),
        t.get("mean"),
        t.get("var"),
        true,
        0.1,
        1e-5);
  }

  /** The places of one of 8 channels in a batch of 3 images. */
  private static int[] ofChannel(int channel, int pixels) {
    return IntStream.range(0, 3)
        .flatMap(n -> IntStream.range(0, pixels).map(i -> (8 * n + channel) * pixels + i))
        .toArray();
  }

  /** The values of one mean and variance, and the gradient of their weighted sum, in float64. */
  private static void normalise(
      HostTensor x, HostTensor weights, int[] places, double[] normal, double[] gradient) {
    int count = places.length;
    double mean = Arrays.stream(places).mapToDouble(x::get).average().orElseThrow();
    double square = 0;
    for (int i : places) {
      square += (x.get(i) - mean) * (x.get(i) - mean) / count;
    }
    double deviation = Math.sqrt(square + 1e-5);
    double weight = 0;
    double along = 0;
    for (int i : places) {
      normal[i] = (x.get(i) - mean) / deviation;
      weight += weights.get(i) / count;
      along += weights.get(i) * normal[i] / count;
    }
    for (int i : places) {
      gradient[i] = (weights.get(i) - weight - along * normal[i]) / deviation;
    }
  }

  /** Means of channels, as far from 0 as activations of a network come. */
  private static double off(long channel) {
    return 3 - channel % 7;
  }

  private static double wave(long i) {
    return Math.sin(0.7 * i) + 0.5 * Math.cos(0.013 * i) + 0.2;
  }

  private Map<String, HostTensor> trained(Program program, Numerics numerics) {
    EngineOptions options = EngineOptions.defaults().withNumerics(numerics);
    Map<String, HostTensor> values = new HashMap<>();
    try (Rig rig = Programs.withPixelClassifier(new Rig(start(options)));
        CompiledProgram step =
            rig.compile(program, Compilation.training("loss", new Sgd(0.9, 1e-4)))) {
      for (int i = 0; i < 3; i++) {
        step.run(withRate(Programs.pixelInputs(), 0.1), RandomKey.of(i));
      }
      rig.engine()
          .variables()
          .specs()
          .forEach(spec -> values.put(spec.name(), rig.read(spec.name())));
    }
    return values;
  }
}
