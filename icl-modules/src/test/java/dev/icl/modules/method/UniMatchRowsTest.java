package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two labelled and three unlabelled images of two pixels, and the network of one weight, 1: a pixel
 * x is of class 0 with probability σ(x). All labels are sure enough.
 */
class UniMatchRowsTest {
  private static final RandomKey KEY = RandomKey.of(4);
  private static final double[] LABELED = {1, -1, 2, 0.5};
  private static final long[] LABELS = {0, 1, 1, 0};
  private static final double[] WEAK = {3, -3, 2.5, 4, -2, -1};
  private static final double[] FIRST = {1, -2, 0.5, 3, -1, 1};
  private static final double[] SECOND = {2, 1, -0.5, 1, -3, 0.25};

  /** The factors of dropped channels: of the labelled images, then of the weak ones. */
  private static final HostTensor FACTORS = PortableMasks.draw(KEY, 0, 0.5, Shape.of(5, 1, 1, 1));

  @Test
  void everyTermIsThatOfItsOwnImages() {
    Map<String, HostTensor> losses = losses();

    assertThat(losses.get("ce").item()).isCloseTo(crossEntropy(), within(1e-6));
    assertThat(losses.get("dice").item()).isCloseTo(dice(LABELED, LABELS), within(1e-6));
    assertThat(losses.get("strong").item())
        .isCloseTo((dice(FIRST, sides(WEAK)) + dice(SECOND, sides(WEAK))) / 2, within(1e-6));
    double[] disturbed = new double[WEAK.length];
    for (int i = 0; i < WEAK.length; i++) {
      disturbed[i] = WEAK[i] * FACTORS.get(2 + i / 2);
    }
    assertThat(losses.get("feature").item()).isCloseTo(dice(disturbed, sides(WEAK)), within(1e-6));
  }

  @Test
  void theDrawTellsWeakImagesFromLabelledOnesAndFromOneAnother() {
    assertThat(FACTORS.toDoubles()[2]).isNotEqualTo(FACTORS.toDoubles()[4]);
    assertThat(new double[] {FACTORS.get(0), FACTORS.get(1)})
        .isNotEqualTo(new double[] {FACTORS.get(2), FACTORS.get(3)});
  }

  private static long[] sides(double[] scores) {
    long[] labels = new long[scores.length];
    for (int i = 0; i < scores.length; i++) {
      labels[i] = scores[i] > 0 ? 0 : 1;
    }
    return labels;
  }

  private static double crossEntropy() {
    double sum = 0;
    for (int i = 0; i < LABELED.length; i++) {
      double zero = 1 / (1 + Math.exp(-LABELED[i]));
      sum -= Math.log(LABELS[i] == 0 ? zero : 1 - zero);
    }
    return sum / LABELED.length;
  }

  private static double dice(double[] scores, long[] labels) {
    double sum = 0;
    for (int c = 0; c < 2; c++) {
      double both = 0;
      double squares = 0;
      double count = 0;
      for (int i = 0; i < scores.length; i++) {
        double zero = 1 / (1 + Math.exp(-scores[i]));
        double p = c == 0 ? zero : 1 - zero;
        both += labels[i] == c ? p : 0;
        squares += p * p;
        count += labels[i] == c ? 1 : 0;
      }
      sum += 1 - (2 * both + 1e-5) / (squares + count + 1e-5);
    }
    return sum / 2;
  }

  private static Map<String, HostTensor> losses() {
    UniMatchSettings settings =
        new UniMatchSettings(
            SupervisedSettings.defaults(),
            new UnsupervisedConfig(1, 0, 0.99, 0.2),
            new StrongConfig(new HardLabelConfig(0.5), Targets.SELF, CutMixConfig.defaults()),
            true);
    Method method = new UniMatch(new LinearNetwork(), settings, 100);
    try (ReferenceEngine engine =
        new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE))) {
      for (VariableSpec spec : method.variables()) {
        engine.variables().create(spec, HostTensor.fill(DType.F32, spec.shape(), i -> 1));
      }
      try (CompiledProgram program =
          engine.compile(method.trainingProgram(), Compilation.forward())) {
        return program.run(inputs(), KEY);
      }
    }
  }

  private static Map<String, HostTensor> inputs() {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, images(LABELED));
    inputs.put(Batch.LABEL_LABELED, HostTensor.of(Shape.of(2, 1, 2), LABELS));
    inputs.put(Batch.IMAGE_UNLABELED, images(WEAK));
    inputs.put("image_partners", images(new double[6]));
    inputs.put("image_unlabeled_s1", images(FIRST));
    inputs.put("image_partners_s1", images(new double[6]));
    inputs.put("boxes_s1", images(1, 1, 1, 1, 1, 1));
    inputs.put("image_unlabeled_s2", images(SECOND));
    inputs.put("image_partners_s2", images(new double[6]));
    inputs.put("boxes_s2", images(1, 1, 1, 1, 1, 1));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(1));
    return inputs;
  }

  private static HostTensor images(double... pixels) {
    return HostTensor.fill(DType.F32, Shape.of(pixels.length / 2, 1, 1, 2), i -> pixels[(int) i]);
  }
}
