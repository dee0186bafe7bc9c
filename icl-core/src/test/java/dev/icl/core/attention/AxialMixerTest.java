package dev.icl.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AxialMixerTest {
  private static final RandomKey KEY = RandomKey.of(11);
  private static final int GRID = 32;
  private static final int HIDDEN = 3;

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void everyAxisHasAPerceptronOfThirtyTwoPlaces() {
    assertThat(new AxialMixer("m", 3, HIDDEN).variables())
        .extracting(VariableSpec::name, VariableSpec::shape)
        .hasSize(12)
        .startsWith(
            tuple("m.0.fc1.weight", Shape.of(HIDDEN, GRID)),
            tuple("m.0.fc1.bias", Shape.of(HIDDEN)),
            tuple("m.0.fc2.weight", Shape.of(GRID, HIDDEN)),
            tuple("m.0.fc2.bias", Shape.of(GRID)),
            tuple("m.1.fc1.weight", Shape.of(HIDDEN, GRID)));
  }

  /** Sixteen pixels along the first axis, sixty-four along the second. */
  @Test
  void mapsOfOtherSizesAreMixedAsWrittenOut() {
    assertMixedAsWrittenOut(16, 64);
  }

  @Test
  void mapsOfThirtyTwoPixelsAreMixedByOrdinaryPerceptrons() {
    assertMixedAsWrittenOut(GRID, GRID);
  }

  @Test
  void droppedAxesLeaveTheMapsAlone() {
    AxialMixer mixer = new AxialMixer("m", 2, HIDDEN);
    create(mixer);
    HostTensor maps = random("maps", Shape.of(1, 1, 1, 12));

    assertThat(run(mixer, maps, Shape.of(3, 4), 0.999, Compilation.forward()))
        .isEqualTo(maps.toDoubles());
  }

  private void assertMixedAsWrittenOut(int height, int width) {
    AxialMixer mixer = new AxialMixer("m", 2, HIDDEN);
    create(mixer);
    HostTensor maps = random("maps", Shape.of(2, 1, 2, height * width));

    double[] mixed = run(mixer, maps, Shape.of(height, width), 0, Compilation.inference());

    for (int map = 0; map < 4; map++) {
      double[][] a = new double[height][width];
      for (int i = 0; i < height * width; i++) {
        a[i / width][i % width] = maps.get(map * height * width + i);
      }
      double[][] down = changed(a, "m.0", true);
      double[][] expected = changed(down, "m.1", false);
      for (int i = 0; i < height * width; i++) {
        assertThat(mixed[map * height * width + i])
            .isCloseTo(expected[i / width][i % width], within(1e-5));
      }
    }
  }

  /** A map plus the perceptron of its normalised columns or rows. */
  private double[][] changed(double[][] a, String name, boolean columns) {
    int height = a.length;
    int width = a[0].length;
    double[][] normal = normalized(a);
    double[][] result = new double[height][width];
    int lines = columns ? width : height;
    for (int line = 0; line < lines; line++) {
      double[] x = new double[columns ? height : width];
      for (int i = 0; i < x.length; i++) {
        x[i] = columns ? normal[i][line] : normal[line][i];
      }
      double[] y = perceptron(x, name);
      for (int i = 0; i < x.length; i++) {
        int row = columns ? i : line;
        int column = columns ? line : i;
        result[row][column] = a[row][column] + y[i];
      }
    }
    return result;
  }

  private double[] perceptron(double[] x, String name) {
    double[] first = read(name + ".fc1.weight");
    double[] firstBias = read(name + ".fc1.bias");
    double[] second = read(name + ".fc2.weight");
    double[] secondBias = read(name + ".fc2.bias");
    int n = x.length;
    double[] hidden = new double[HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        int row = h;
        sum += interpolated(i, n, place -> first[row * GRID + place]) * x[i];
      }
      double z = sum * GRID / n + firstBias[h];
      hidden[h] = z * (1 + erf(z / Math.sqrt(2))) / 2;
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = interpolated(i, n, place -> secondBias[place]);
      for (int h = 0; h < HIDDEN; h++) {
        int column = h;
        y[i] += interpolated(i, n, place -> second[place * HIDDEN + column]) * hidden[h];
      }
    }
    return y;
  }

  @FunctionalInterface
  private interface Places {
    double at(int place);
  }

  /**
   * The value at the centre of pixel i of n, between places whose centres divide the axis alike.
   */
  private static double interpolated(int i, int n, Places places) {
    double at = Math.min(Math.max((i + 0.5) * GRID / n - 0.5, 0), GRID - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, GRID - 1);
    return places.at(below) * (1 - (at - below)) + places.at(above) * (at - below);
  }

  private static double[][] normalized(double[][] a) {
    double mean = 0;
    double squares = 0;
    int count = a.length * a[0].length;
    for (double[] row : a) {
      for (double value : row) {
        mean += value / count;
      }
    }
    for (double[] row : a) {
      for (double value : row) {
        squares += (value - mean) * (value - mean) / count;
      }
    }
    double[][] normal = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        normal[i][j] = (a[i][j] - mean) / Math.sqrt(squares + 1e-5);
      }
    }
    return normal;
  }

  /** The series of the error function, where that is not yet 1 but for rounding. */
  private static double erf(double x) {
    if (Math.abs(x) > 4.5) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 200; k++) {
      term *= -x * x / k;
      sum += term / (2 * k + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private double[] read(String name) {
    return engine.variables().read(name).toDoubles();
  }

  private void create(AxialMixer mixer) {
    for (VariableSpec spec : mixer.variables()) {
      engine.variables().create(spec, random(spec.name(), spec.shape()));
    }
  }

  private double[] run(
      AxialMixer mixer, HostTensor maps, Shape spatial, double rate, Compilation compilation) {
    try (var compiled =
        engine.compile(
            (scope, in) ->
                Map.of("y", mixer.apply(scope, in.get("a"), spatial, new DropPath(rate))),
            compilation)) {
      return compiled.run(Map.of("a", maps), KEY).get("y").toDoubles();
    }
  }

  private static HostTensor random(String name, Shape shape) {
    var generator = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> generator.nextDouble() * 2 - 1);
  }
}
