package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * One labelled and one unlabelled image of 2×2 pixels and the network of one weight, 1: a pixel x
 * is of class 0 with probability σ(x). Of the weak view, 3 and −3 are sure at 0.95 (σ(3) = 0.9526),
 * 1 and −1 are not. Numbers are worked out with the formulas of the paper.
 */
class UniMatchTest {
  private static final double[] LABELED = {1, -1, 2, 0.5};
  private static final long[] LABELS = {0, 1, 1, 0};
  private static final double[] WEAK = {3, -3, 1, -1};
  private static final double[] PARTNER = {-4, 4, -4, 4};
  private static final double CE = 0.8068821;
  private static final double DICE = 0.3333059;

  /** Against 0 and 1, and at the third pixel against 1, the label of the partner in the box. */
  private static final double S1 = 0.4838345;

  /** Against 0 and 1 at two pixels. */
  private static final double S2 = 0.7775029;

  /** With the one channel kept and doubled: 6 and −6. */
  private static final double FEATURE = 6.1e-6;

  @Test
  void theLossIsThatOfThePaper() {
    Map<String, HostTensor> losses = losses(method(Targets.SELF, true), keeping());

    assertThat(losses.get("ce").item()).isCloseTo(CE, within(1e-6));
    assertThat(losses.get("dice").item()).isCloseTo(DICE, within(1e-6));
    assertThat(losses.get("strong").item()).isCloseTo((S1 + S2) / 2, within(1e-6));
    assertThat(losses.get("feature").item()).isCloseTo(FEATURE, within(1e-6));
    double supervised = (CE + DICE) / 2;
    double unsupervised = S1 / 4 + S2 / 4 + FEATURE / 2;
    assertThat(losses.get("loss").item()).isCloseTo((supervised + unsupervised) / 2, within(1e-6));
  }

  @Test
  void droppedChannelsAreLearnedFrom() {
    // both scores are 0 then, and so each class has probability 1/2
    assertThat(losses(method(Targets.SELF, true), dropping()).get("feature").item())
        .isCloseTo(1.0 / 3, within(1e-5));
  }

  @Test
  void withoutFeaturesTheStrongViewsHaveTheirWeight() {
    Map<String, HostTensor> losses = losses(method(Targets.SELF, false), keeping());

    assertThat(losses).containsOnlyKeys("loss", "ce", "dice", "strong");
    assertThat(losses.get("loss").item())
        .isCloseTo(((CE + DICE) / 2 + (S1 + S2) / 2) / 2, within(1e-6));
  }

  @Test
  void aTeacherLabelsWeakViewsAndPartners() {
    // a weight of −1 turns every label around
    Map<String, HostTensor> losses = losses(method(Targets.TEACHER, true), keeping());

    assertThat(losses.get("strong").item()).isCloseTo((0.5335421 + 0.0513522) / 2, within(1e-6));
    assertThat(losses.get("feature").item()).isCloseTo(0.9975163, within(1e-6));
  }

  @Test
  void withoutASurePixelNothingIsLearned() {
    Map<String, HostTensor> losses =
        losses(new UniMatch(new LinearNetwork(), settings(0.99, Targets.SELF, true), 100), 1);

    assertThat(losses.get("strong").item()).isZero();
    assertThat(losses.get("feature").item()).isZero();
  }

  @Test
  void aLowerThresholdLetsMorePixelsCount() {
    Map<String, HostTensor> losses =
        losses(new UniMatch(new LinearNetwork(), settings(0.5, Targets.SELF, false), 100), 1);

    // all pixels count, σ(−1) and σ(1) too
    assertThat(losses.get("strong").item()).isNotCloseTo((S1 + S2) / 2, within(1e-2));
  }

  @Test
  void fixMatchIsOneStrongViewWithoutBoxes() {
    Method method = UniMatch.fixMatch(new LinearNetwork(), FixMatchSettings.defaults(), 100);
    assertThat(method.batch().tensors())
        .containsExactly("image_labeled", "label_labeled", "image_unlabeled", "image_unlabeled_s1");
    Map<String, HostTensor> losses = losses(method, 1);

    // 2 and 0 against 0 and 1
    double p = 1 / (1 + Math.exp(-2));
    double zero = (2 * p + 1e-5) / (p * p + 0.25 + 1 + 1e-5);
    double one = (1 + 1e-5) / ((1 - p) * (1 - p) + 0.25 + 1 + 1e-5);
    double strong = 1 - (zero + one) / 2;
    assertThat(losses.get("strong").item()).isCloseTo(strong, within(1e-6));
    assertThat(losses.get("loss").item()).isCloseTo(((CE + DICE) / 2 + strong) / 2, within(1e-6));
  }

  @Test
  void partnersAreFurtherImagesInTheSameViews() {
    Method method = method(Targets.SELF, true);

    assertThat(method.batch().tensors())
        .contains("image_unlabeled_s1", "image_unlabeled_s2")
        .contains("image_partners", "image_partners_s1", "image_partners_s2");
    assertThat(method.batch().samples(Pool.UNLABELED, 8, 6)).isEqualTo(12);
    assertThat(method.pairsImages()).isFalse();
  }

  @Test
  void onlyTeachersAddVariables() {
    assertThat(method(Targets.SELF, true).variables()).hasSize(2);
    assertThat(method(Targets.TEACHER, true).variables())
        .extracting(VariableSpec::name)
        .contains("teacher.weight");
  }

  @Test
  void aNetworkThatHandsNoLevelOverIsRefused() {
    SegmentationNetwork silent =
        new SegmentationNetwork() {
          private final SegmentationNetwork linear = new LinearNetwork();

          @Override
          public String name() {
            return "silent";
          }

          @Override
          public int spatialRank() {
            return 2;
          }

          @Override
          public int classes() {
            return 2;
          }

          @Override
          public List<VariableSpec> variables() {
            return linear.variables();
          }

          @Override
          public List<FeatureLevel> features() {
            return List.of();
          }

          @Override
          public List<Integer> divisors() {
            return linear.divisors();
          }

          @Override
          public NetworkOutput apply(Scope scope, Tensor images) {
            Tensor score = scope.ops().mul(images, scope.variable(LinearNetwork.WEIGHT));
            return new NetworkOutput(scope.ops().concat(List.of(score, score), 1), List.of());
          }

          @Override
          public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
            return apply(scope, images);
          }
        };
    Method method = new UniMatch(silent, settings(0.95, Targets.SELF, true), 100);

    assertThatThrownBy(() -> losses(method, 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "method.features: the network silent does not say where its encoder ends"
                + " (Scope.encoded), so its features cannot be disturbed; set method.features to"
                + " false, or use another network.");
  }

  @Test
  void theTeacherIsKeptIfWanted() {
    UniMatchSettings settings =
        new UniMatchSettings(
            SupervisedSettings.defaults(),
            new UnsupervisedConfig(1, 0, 0.99, 0.2, KeptCopy.TEACHER),
            new StrongConfig(new HardLabelConfig(0.95), Targets.TEACHER, CutMixConfig.defaults()),
            false);

    assertThat(new UniMatch(new LinearNetwork(), settings, 100).kept().prefixes())
        .containsExactly("teacher.");
  }

  private static Method method(Targets targets, boolean features) {
    return new UniMatch(new LinearNetwork(), settings(0.95, targets, features), 100);
  }

  private static UniMatchSettings settings(double threshold, Targets targets, boolean features) {
    return new UniMatchSettings(
        SupervisedSettings.defaults(),
        new UnsupervisedConfig(1, 0, 0.99, 0.2),
        new StrongConfig(new HardLabelConfig(threshold), targets, CutMixConfig.defaults()),
        features);
  }

  /** A seed with which the unlabelled image keeps its one channel. */
  private static long keeping() {
    return seed(2);
  }

  private static long dropping() {
    return seed(0);
  }

  private static long seed(double factor) {
    long seed = 0;
    while (factor(RandomKey.of(seed)) != factor) {
      seed++;
    }
    return seed;
  }

  /** The factor of the second image's channel in the first dropout of a step. */
  private static double factor(RandomKey key) {
    return PortableMasks.draw(key, 0, 0.5, Shape.of(2, 1, 1, 1)).get(1);
  }

  private static Map<String, HostTensor> losses(Method method, long seed) {
    try (ReferenceEngine engine =
        new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE))) {
      for (VariableSpec spec : method.variables()) {
        boolean teachers = spec.name().equals("teacher.weight");
        engine
            .variables()
            .create(spec, HostTensor.fill(DType.F32, spec.shape(), i -> teachers ? -1 : 1));
      }
      try (CompiledProgram program =
          engine.compile(method.trainingProgram(), Compilation.forward())) {
        return program.run(inputs(), RandomKey.of(seed));
      }
    }
  }

  private static Map<String, HostTensor> inputs() {
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(Batch.IMAGE_LABELED, image(LABELED));
    inputs.put(Batch.LABEL_LABELED, HostTensor.of(Shape.of(1, 2, 2), LABELS));
    inputs.put(Batch.IMAGE_UNLABELED, image(WEAK));
    inputs.put("image_partners", image(PARTNER));
    inputs.put("image_unlabeled_s1", image(2, 0, 1, -1));
    inputs.put("image_partners_s1", image(0, -2, 5, 6));
    inputs.put("boxes_s1", image(1, 1, 0, 1));
    inputs.put("image_unlabeled_s2", image(-1, 2, 3, 3));
    inputs.put("image_partners_s2", image(9, 9, 9, 9));
    inputs.put("boxes_s2", image(1, 1, 1, 1));
    inputs.put(RampUp.WEIGHT, HostTensor.scalar(1));
    inputs.put(Teacher.DECAY, HostTensor.scalar(1));
    return inputs;
  }

  private static HostTensor image(double... pixels) {
    return HostTensor.fill(DType.F32, Shape.of(1, 1, 2, 2), i -> pixels[(int) i]);
  }
}
