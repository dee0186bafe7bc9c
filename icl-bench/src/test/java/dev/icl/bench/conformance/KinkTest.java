package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Variables;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A case with one input of a leaky ReLU at 0 but for rounding, and its expected values from either
 * side of it: computed with a bias that differs by three millionths.
 */
class KinkTest {
  private static final String LAYER = "encoder.down1.maxpool_conv.1.conv_conv.1";
  private static final String BIAS = LAYER + ".bias";
  private static final int CHANNEL = 2;
  private static final double EITHER_WAY = 3e-6;

  @TempDir static Path folder;
  private static Path above;
  private static Path below;
  private static final Map<String, List<ConformanceReport>> reports = new LinkedHashMap<>();

  @BeforeAll
  static void writeBothSides() {
    OtherCase other = new OtherCase();
    Map<String, HostTensor> weights = other.weights();
    double[] inputs = inputsOfTheLeakyRelu(other, weights);
    // [3, 6, 8, 12]: somewhere within the channel of the second image
    double value = inputs[((6 + CHANNEL) * 8 + 3) * 12 + 5];
    Map<String, HostTensor> stored = shifted(weights, -value);
    above = written("above", stored, EITHER_WAY);
    below = written("below", stored, -EITHER_WAY);
    for (String engine : List.of("pytorch", "tensorflow")) {
      reports.put(engine, List.of(run(above, engine), run(below, engine)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void gradientsOfTheOtherSideAreNamedAKinkAndPass(String engine) {
    ConformanceReport one = reports.get(engine).get(0);
    ConformanceReport other = reports.get(engine).get(1);

    assertThat(one.passed()).as(one.toTable()).isTrue();
    assertThat(other.passed()).as(other.toTable()).isTrue();
    assertThat(List.of(one.kinks().isEmpty(), other.kinks().isEmpty()))
        .as("the engine itself is on one of the sides")
        .containsExactlyInAnyOrder(true, false);
    ConformanceReport kinked = one.kinks().isEmpty() ? other : one;
    assertThat(kinked.kinks())
        .containsExactly(new Kink("leakyRelu", LAYER, List.of(3, 6, 8, 12), 1));
    assertThat(kinked.results().stream().filter(QuantityResult::kink))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.group()).isEqualTo("grad"))
        .allSatisfy(result -> assertThat(result.error()).isGreaterThan(result.tolerance()));
    assertThat(kinked.toTable())
        .containsPattern("grad +\\d+ +\\S+ +\\S+ +kink ")
        .contains(
            "kink    leakyRelu behind "
                + LAYER
                + ", input [3, 6, 8, 12]: 1 element at 0, but for"
                + " rounding")
        .contains("by nothing else");
    assertThat(kinked.toJson()).contains("\"near\" : 1", "\"kink\" : true", "\"settled\"");
  }

  /** One of the two cases has a kink to settle, the other has only a wrong gradient. */
  @Test
  void aWrongGradientIsNotExcusedByAKink() {
    for (Path fixture : List.of(above, below)) {
      ConformanceReport report = run(disturbed(fixture, "grad/" + BIAS, 1.01), "pytorch");

      assertThat(report.passed()).isFalse();
      assertThat(report.failures()).extracting(QuantityResult::name).contains("grad/" + BIAS);
      assertThat(report.kinks()).isEmpty();
      assertThat(report.results()).noneMatch(QuantityResult::kink);
    }
  }

  /** Between the tolerance and twice that, with elements near a kink that could be turned. */
  @ParameterizedTest
  @ValueSource(doubles = {1.3e-4, 1.9e-4})
  void aSmallDeviationFromADoublePrecisionGradientIsNotFittedAway(double by) {
    String name = "grad/decoder.out_conv.bias.f64";

    ConformanceReport report = run(disturbed(ConformanceTest.small(), name, 1 + by), "pytorch");

    assertThat(report.failures())
        .anySatisfy(
            result -> {
              assertThat(result.name()).isEqualTo(name);
              assertThat(result.error() / result.tolerance()).isBetween(1.2, 2.0);
            });
    assertThat(report.kinks()).isEmpty();
  }

  @Test
  void theAuthorsFileSaysItselfWhatItLeavesOut() {
    try (Fixture fixture = Fixture.open(ConformanceTest.small())) {
      assertThat(Coverage.gaps(fixture, FixtureCase.of(fixture)))
          .anyMatch(gap -> gap.contains("the file says 'train mode with every Dropout p=0"))
          .anyMatch(gap -> gap.endsWith("2 labelled and 3 unlabelled images"));
    }
  }

  @Test
  void theAuthorsCaseIsNearAKinkInFewPlaces() {
    try (Engine engine = new ReferenceEngine(EngineOptions.defaults());
        Fixture fixture = Fixture.open(ConformanceTest.small())) {
      FixtureCase training = FixtureCase.of(fixture);
      training.load(fixture, engine.variables());

      Kinks kinks =
          KinkProbe.of(training.method().trainingProgram(), engine.variables(), training.batch());

      assertThat(kinks.elements()).isEqualTo(251_904);
      assertThat(kinks.near()).isBetween(1, 100);
      assertThat(kinks.explainable()).isTrue();
    }
  }

  @Test
  void whatIsNotCoveredIsSaid() {
    ConformanceReport report = reports.get("pytorch").get(0);

    assertThat(report.notCovered())
        .containsExactly(
            "dropout and drop path: every rate is 0 in the run; the file says nothing of its own",
            "the learning-rate schedule beyond its first 10 steps",
            "initial weights, augmentation and batches: the file gives "
                + new OtherCase().weights().size()
                + " parameters and buffers, 3 labelled and 1 unlabelled images",
            "methods other than icl, networks other than unet2d, other sizes",
            "outputs in training mode: the file expects none",
            "running statistics: the file expects none",
            "further steps: the file expects none",
            "the first class decoder by itself: the file expects none");
    assertThat(report.toTable()).contains("not covered: dropout and drop path: every rate is 0");
    assertThat(report.toJson()).contains("\"not_covered\"");
  }

  private static double[] inputsOfTheLeakyRelu(OtherCase other, Map<String, HostTensor> weights) {
    Map<String, double[]> first = new LinkedHashMap<>();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    other.batch().forEach((name, value) -> inputs.put(name, RefTensor.of(value)));
    try (Engine engine = new ReferenceEngine(EngineOptions.defaults())) {
      Variables variables = engine.variables();
      other.method().variables().forEach(v -> variables.create(v, weights.get(v.name())));
      other
          .method()
          .trainingProgram()
          .apply(
              new KinkedScope(
                  new DoubleScope(variables),
                  (call, operation, layer, x, window) -> {
                    first.putIfAbsent(layer, ((RefTensor) x).values().clone());
                    return x;
                  }),
              ProgramInputs.of(inputs));
    }
    return first.get(LAYER);
  }

  private static Map<String, HostTensor> shifted(Map<String, HostTensor> weights, double by) {
    Map<String, HostTensor> shifted = new LinkedHashMap<>(weights);
    HostTensor bias = weights.get(BIAS);
    shifted.put(
        BIAS,
        HostTensor.fill(
            bias.dtype(), bias.shape(), i -> bias.get((int) i) + (i == CHANNEL ? by : 0)));
    return shifted;
  }

  private static Path written(String name, Map<String, HostTensor> stored, double by) {
    Path file = folder.resolve(name + ".safetensors");
    try (Engine engine = ConformanceTest.engine("pytorch")) {
      new OtherCase().write(file, engine, stored, shifted(stored, by));
    }
    return file;
  }

  private static Path disturbed(Path fixture, String name, double factor) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(Safetensors.readAll(fixture));
    HostTensor value = tensors.get(name);
    tensors.put(
        name, HostTensor.fill(value.dtype(), value.shape(), i -> value.get((int) i) * factor));
    Path file = folder.resolve("disturbed.safetensors");
    try (SafetensorsFile good = SafetensorsFile.open(fixture)) {
      Safetensors.write(file, good.metadata(), tensors);
    }
    return file;
  }

  private static ConformanceReport run(Path fixture, String name) {
    try (Engine engine = ConformanceTest.engine(name)) {
      return new Conformance(engine).run(fixture);
    }
  }
}
