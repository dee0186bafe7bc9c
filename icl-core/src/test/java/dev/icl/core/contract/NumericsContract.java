package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      normalise(x, weights, first, voxels, normal, gradient);
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

  /** One channel of one volume, and the gradient of its weighted sum, in float64. */
  private static void normalise(
      HostTensor x, HostTensor weights, int first, int count, double[] normal, double[] gradient) {
    double mean = IntStream.range(first, first + count).mapToDouble(x::get).average().orElseThrow();
    double square = 0;
    for (int i = first; i < first + count; i++) {
      square += (x.get(i) - mean) * (x.get(i) - mean) / count;
    }
    double deviation = Math.sqrt(square + 1e-5);
    double weight = 0;
    double along = 0;
    for (int i = first; i < first + count; i++) {
      normal[i] = (x.get(i) - mean) / deviation;
      weight += weights.get(i) / count;
      along += weights.get(i) * normal[i] / count;
    }
    for (int i = first; i < first + count; i++) {
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
