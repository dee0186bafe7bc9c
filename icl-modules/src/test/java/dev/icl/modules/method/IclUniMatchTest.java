package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.UNet2d;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network of one feature level on images of 4×8 pixels, two classes. */
class IclUniMatchTest {
  private static final RandomKey KEY = RandomKey.of(11);

  private final Icl icl =
      Methods.icl(
          new IclSettings(50, List.of(1), 0, "low-rank", 1),
          new UNet2d(1, 2, List.of(1, 2, 2), List.of(0.0, 0.0, 0.0)),
          List.of(4, 8));

  @Test
  void theLossesOfUniMatchAreAddedToTheObjectiveOfIcl() {
    Map<String, HostTensor> losses = losses(method(0.5, true, false, 0));

    assertThat(losses)
        .containsOnlyKeys("loss", "ce", "dice", "aux", "pse", "consis", "strong", "feature");
    double objective =
        item(losses, "ce")
            + item(losses, "dice")
            + item(losses, "aux")
            + item(losses, "pse")
            + 50 * item(losses, "consis");
    double added = (item(losses, "strong") + item(losses, "feature")) / 2;
    assertThat(item(losses, "strong")).isPositive();
    assertThat(item(losses, "loss")).isCloseTo(objective + 3 * added, within(1e-5));
  }

  @Test
  void withoutSureLabelsItIsIcl() {
    Map<String, HostTensor> losses = losses(method(1, false, false, 0));

    assertThat(losses).doesNotContainKey("feature");
    assertThat(item(losses, "strong")).isZero();
  }

  @Test
  void proxiesSeeLabelledAndWeakImagesAlone() {
    Method method = method(0.5, true, false, 0);

    // labelled and weak images, strong views
    assertThat(passes(method, "encoder.in_conv.conv_conv.1")).isEqualTo(2);
    assertThat(passes(method, "sspa.attn_convs0.0.block.bn_depth")).isEqualTo(2);
    assertThat(passes(method, "uscl.attn_convs0.0.block.bn_depth")).isEqualTo(1);
  }

  @Test
  void theProxiesDecideWhichLabelsCount() {
    // labels 0 0 1 1; the finest map says 0 1 1 0
    double[] targets = {0.9, 0.8, 0.1, 0.4, 0.1, 0.2, 0.9, 0.6};
    double[] finest = {2, 0, 0, 3, 1, 1, 1, 1};
    Map<String, HostTensor> found;
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, inputs) ->
                    Map.of(
                        "agreed",
                        IclUniMatch.agreed(
                            scope.ops(),
                            inputs.get("targets"),
                            List.of(inputs.get("coarse"), inputs.get("finest")))),
                Compilation.forward())) {
      found =
          program.run(
              Map.of(
                  "targets", map(targets, 2),
                  "finest", map(finest, 2),
                  "coarse", HostTensor.zeros(DType.F32, Shape.of(1, 2, 1, 1))),
              KEY);
    }

    float[] agreed = found.get("agreed").toFloats();
    assertThat(agreed).containsExactly(0.9f, -1, 0.1f, -1, 0.1f, -1, 0.9f, -1);
  }

  @Test
  void aSecondOpinionLeavesLabelsOut() {
    Map<String, HostTensor> all = losses(method(0.5, false, false, 0));
    Map<String, HostTensor> some = losses(method(0.5, false, true, 0));

    assertThat(item(some, "strong")).isNotEqualTo(item(all, "strong"));
    assertThat(item(some, "pse")).isEqualTo(item(all, "pse"));
  }

  @Test
  void noThresholdLetsLabelsOfAnotherOpinionPass() {
    // of two classes the more probable has at least 1/2, so that all these let every label pass
    double none = item(losses(method(0, false, true, 0)), "strong");

    assertThat(none).isEqualTo(item(losses(method(0.5, false, true, 0)), "strong"));
    assertThat(none).isNotEqualTo(item(losses(method(0, false, false, 0)), "strong"));
  }

  @Test
  void mapsOfStrongViewsFollowThoseOfTheWeakOnesOutsideBoxes() {
    // two images of one pixel at half the size of the image; the second view of the first has a box
    double[] weak = {0, 0, 1, 1};
    double[] strong = {2, 0, 1, 1, 5, 0, 1, 3};
    double[] boxes = {1, 1, 1, 1, 1, 1, 1, 1};
    double[] boxed = {1, 0, 1, 1, 1, 1, 1, 1};
    StrongViews views =
        new StrongViews(
            2, new StrongConfig(new HardLabelConfig(0.95), Targets.SELF, CutMixConfig.defaults()));
    Map<String, HostTensor> inputs =
        Map.of(
            "weak", rows(weak, 2, 2, 1, 1),
            "strong", rows(strong, 4, 2, 1, 1),
            "boxes_s1", rows(boxes, 2, 1, 2, 2),
            "boxes_s2", rows(boxed, 2, 1, 2, 2));

    // first view: σ(2) − 1/2 in both classes of the first image, nothing in the second;
    // second view: the second image alone, σ(1 − 3) − 1/2
    double first = Math.pow(1 / (1 + Math.exp(-2)) - 0.5, 2) / 2;
    double second = Math.pow(1 / (1 + Math.exp(2)) - 0.5, 2);
    assertThat(distance(views, inputs)).isCloseTo((first + second) / 2, within(1e-6));
  }

  private static double distance(StrongViews views, Map<String, HostTensor> inputs) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, tensors) ->
                    Map.of(
                        "distance",
                        MapConsistency.of(
                            scope.ops(),
                            views,
                            List.of(tensors.get("strong")),
                            List.of(tensors.get("weak")),
                            tensors)),
                Compilation.forward())) {
      return item(program.run(inputs, KEY), "distance");
    }
  }

  /** Linear sampling at an eighth of the size reads two of eight pixels along each axis. */
  @Test
  void noPixelOfACoarseMapCountsThatABoxTouches() {
    double[] boxed = new double[2 * 8 * 8];
    Arrays.fill(boxed, 1);
    boxed[0] = 0;
    StrongViews views =
        new StrongViews(
            1, new StrongConfig(new HardLabelConfig(0.95), Targets.SELF, CutMixConfig.defaults()));
    Map<String, HostTensor> inputs =
        Map.of(
            "weak", rows(new double[] {0, 0, 0, 0}, 2, 2, 1, 1),
            "strong", rows(new double[] {9, 0, 2, 0}, 2, 2, 1, 1),
            "boxes_s1", rows(boxed, 2, 1, 8, 8));

    // the first image's only pixel is touched in its corner
    double second = Math.pow(1 / (1 + Math.exp(-2)) - 0.5, 2);
    assertThat(distance(views, inputs)).isCloseTo(second, within(1e-6));
  }

  @Test
  void mapsOfStrongViewsArePartOfTheObjectiveWhereTheyHaveAWeight() {
    Map<String, HostTensor> without = losses(method(0.5, true, false, 0));
    Map<String, HostTensor> with = losses(method(0.5, true, false, 4));

    assertThat(without).doesNotContainKey("maps");
    assertThat(item(with, "maps")).isPositive();
    assertThat(item(with, "loss"))
        .isCloseTo(item(without, "loss") + 4 * item(with, "maps"), within(1e-5));
  }

  private static HostTensor rows(double[] values, int... shape) {
    return HostTensor.fill(DType.F32, Shape.of(shape), i -> values[(int) i]);
  }

  private Method method(
      double threshold, boolean features, boolean secondOpinion, double mapConsistency) {
    return new IclUniMatch(
        icl,
        new IclUniMatchSettings(
            IclSettings.defaults(),
            new UnsupervisedConfig(3, 0, 0.99, 0.2),
            new StrongConfig(new HardLabelConfig(threshold), Targets.SELF, CutMixConfig.defaults()),
            features,
            secondOpinion,
            mapConsistency),
        100);
  }

  private static HostTensor map(double[] values, int width) {
    Shape shape = Shape.of(1, 2, values.length / 2 / width, width);
    return HostTensor.fill(DType.F32, shape, i -> values[(int) i]);
  }

  private static double item(Map<String, HostTensor> losses, String term) {
    return losses.get(term).item();
  }

  private static long passes(Method method, String layer) {
    return method.trace(batch(method)).passes(layer + ".num_batches_tracked", 0, 1);
  }

  private static Map<String, HostTensor> losses(Method method) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : method.variables()) {
        RandomKey key = KEY.child(spec.name());
        engine.variables().create(spec, spec.initializer().create(spec.dtype(), spec.shape(), key));
      }
      try (TrainingStep step = method.stepOn(engine, Compilation.forward())) {
        return step.run(50, batch(method), KEY);
      }
    }
  }

  private static Map<String, HostTensor> batch(Method method) {
    Map<String, HostTensor> batch = new HashMap<>();
    for (String name : method.batch().tensors()) {
      var random = KEY.child(name).generator();
      batch.put(
          name,
          name.startsWith("label")
              ? HostTensor.fill(DType.I64, Shape.of(2, 4, 8), i -> i % 2)
              : HostTensor.fill(DType.F32, Shape.of(2, 1, 4, 8), i -> random.nextDouble()));
    }
    return batch;
  }
}
