package dev.icl.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InitializersTest {
  private static final RandomKey KEY = RandomKey.of(1337);

  /** Fan-in 8 · 3 · 3 = 72. */
  private static final Shape KERNEL = Shape.of(512, 8, 3, 3);

  @Test
  void kaimingUniformFillsTheIntervalOfOneOverTheRootOfTheFanIn() {
    double[] values = draw(Initializers.kaimingUniform(), KERNEL);
    double bound = 1 / Math.sqrt(72);

    assertThat(max(values)).isLessThanOrEqualTo(bound);
    assertThat(min(values)).isBetween(-bound, -0.999 * bound);
    assertThat(max(values)).isCloseTo(bound, within(0.001 * bound));
    assertThat(mean(values)).isCloseTo(0, within(0.02 * bound));
    assertThat(deviation(values)).isCloseTo(bound / Math.sqrt(3), within(0.01 * bound));
  }

  @Test
  void kaimingNormalHasTheDeviationOfTheRootOfTwoOverTheFanIn() {
    double[] values = draw(Initializers.kaimingNormal(), KERNEL);
    double expected = Math.sqrt(2.0 / 72);

    assertThat(mean(values)).isCloseTo(0, within(0.02 * expected));
    assertThat(deviation(values)).isCloseTo(expected, within(0.01 * expected));
    assertThat(max(values)).isGreaterThan(3 * expected);
  }

  @Test
  void aTruncatedNormalIsDrawnAgainBeyondItsBound() {
    double[] wide = draw(Initializers.truncatedNormal(0.02, 2), KERNEL);
    double[] cut = draw(Initializers.truncatedNormal(1, 0.5), KERNEL);

    assertThat(deviation(wide)).isCloseTo(0.02, within(0.0004));
    assertThat(max(wide)).isGreaterThan(0.06);
    assertThat(max(cut)).isBetween(0.499, 0.5);
    assertThat(min(cut)).isBetween(-0.5, -0.499);
    // of a normal between ±1/2: nearly even
    assertThat(deviation(cut)).isCloseTo(0.2841, within(0.003));
  }

  @Test
  void onlyLinearLayersAreDrawnAnew() {
    List<VariableSpec> layers =
        VariableLists.concat(
            List.of(
                new Linear("fc", 64, 64),
                new Linear("free", 64, 64).withoutBias(),
                Conv.same("conv", 2, 64, 64, 1),
                new LayerNorm("norm", 64)));

    Map<String, double[]> values = new HashMap<>();
    for (VariableSpec spec : LinearWeights.drawn(layers, Initializers.constant(0.25))) {
      values.put(spec.name(), draw(spec.initializer(), spec.shape()));
    }

    assertThat(values.keySet())
        .isEqualTo(layers.stream().map(VariableSpec::name).collect(Collectors.toSet()));
    assertThat(values.get("fc.weight")).containsOnly(0.25);
    assertThat(values.get("fc.bias")).containsOnly(0);
    assertThat(values.get("free.weight")).containsOnly(0.25);
    assertThat(deviation(values.get("conv.weight"))).isGreaterThan(0.01);
    assertThat(deviation(values.get("conv.bias"))).isGreaterThan(0.01);
    assertThat(values.get("norm.weight")).containsOnly(1);
  }

  @Test
  void aKeyGivesTheSameValuesAgainAndAnotherKeyOthers() {
    Initializer initializer = Initializers.kaimingUniform();
    double[] values = draw(initializer, KERNEL);

    assertThat(draw(initializer, KERNEL)).isEqualTo(values);
    assertThat(initializer.create(DType.F32, KERNEL, KEY.child("other")).toDoubles())
        .isNotEqualTo(values);
  }

  @Test
  void tensorsOfSeveralBlocksAreFilledToTheEnd() {
    HostTensor values = Initializers.uniform(1).create(DType.F32, Shape.of(3, (1 << 20) - 7), KEY);

    int size = values.size();
    assertThat(new double[] {values.get(size - 1), values.get(size - 2), values.get(1 << 20)})
        .doesNotContain(0.0);
    assertThat(values.get(0)).isNotEqualTo(values.get(1 << 20));
  }

  @Test
  void biasesFollowTheFanInOfTheirWeight() {
    double[] bias =
        draw(new Linear("fc", 100, 4000).variables().get(1).initializer(), Shape.of(4000));

    assertThat(max(bias)).isBetween(0.099, 0.1);
  }

  @Test
  void countersStartAsWholeZeros() {
    HostTensor counter = Initializers.zeros().create(DType.I64, Shape.scalar(), KEY);

    assertThat(counter.dtype()).isEqualTo(DType.I64);
    assertThat(counter.item()).isZero();
  }

  private static double[] draw(Initializer initializer, Shape shape) {
    return initializer.create(DType.F32, shape, KEY).toDoubles();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  private static double max(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  private static double min(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    for (double v : values) {
      min = Math.min(min, v);
    }
    return min;
  }
}
