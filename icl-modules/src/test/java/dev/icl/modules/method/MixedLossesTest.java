package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests of the pairing of images in mixes. All four images are of one row of two pixels, the box is
 * the second pixel, and every image has one intensity of its own, in both pixels.
 */
class MixedLossesTest {
  private static final double LABELED_1 = 1;
  private static final double LABELED_2 = 2;
  private static final double UNLABELED_1 = 3;
  private static final double UNLABELED_2 = 4;
  private static final double PSEUDO_WEIGHT = 0.25;
  private static final CopyPasteConfig CONFIG =
      new CopyPasteConfig(
          0.25,
          2.0 / 3,
          PSEUDO_WEIGHT,
          PretrainedStart.BEST,
          PretrainRate.SCHEDULE,
          CopyPasteLosses.ACDC);

  private final Watched network = new Watched();

  @Test
  void theFirstHalvesMixInwardAndTheLastHalvesOutward() {
    losses();

    // unlabelled with a labelled box first, then labelled with an unlabelled box
    assertThat(network.seen)
        .containsExactly(List.of(UNLABELED_1, LABELED_1), List.of(LABELED_2, UNLABELED_2));
  }

  @Test
  void pseudoLabelsHaveTheirWeightAndLabelsOne() {
    Map<String, HostTensor> losses = losses();

    // the score of class 1 is the intensity, that of class 0 is 0; labels are 1, pseudo labels 0
    double inward = PSEUDO_WEIGHT * entropy(-UNLABELED_1) + entropy(LABELED_1);
    double outward = entropy(LABELED_2) + PSEUDO_WEIGHT * entropy(-UNLABELED_2);
    assertThat(losses.get("ce").item()).isCloseTo(inward + outward, within(1e-5));
    double dice =
        PSEUDO_WEIGHT * dice(sigmoid(-UNLABELED_1))
            + dice(sigmoid(LABELED_1))
            + dice(sigmoid(LABELED_2))
            + PSEUDO_WEIGHT * dice(sigmoid(-UNLABELED_2));
    assertThat(losses.get("dice").item()).isCloseTo(dice, within(1e-5));
    assertThat(losses.get("mean").item()).isCloseTo((inward + outward + dice) / 2, within(1e-5));
  }

  private Map<String, HostTensor> losses() {
    Shape images = Shape.of(2, 1, 1, 2);
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put(
        Batch.IMAGE_LABELED,
        HostTensor.fill(DType.F32, images, i -> i < 2 ? LABELED_1 : LABELED_2));
    inputs.put(
        Batch.IMAGE_UNLABELED,
        HostTensor.fill(DType.F32, images, i -> i < 2 ? UNLABELED_1 : UNLABELED_2));
    inputs.put(Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(2, 1, 2), i -> 1));
    inputs.put("pseudo", HostTensor.zeros(DType.I64, Shape.of(2, 1, 2)));
    inputs.put(PasteMask.NAME, HostTensor.of(Shape.of(1, 1, 1, 2), 1f, 0f));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, in) -> {
                  MixedLosses losses =
                      MixedLosses.ofBothWays(scope, network, in, in.get("pseudo"), CONFIG);
                  Map<String, Tensor> outputs = new HashMap<>();
                  outputs.put("ce", losses.crossEntropy());
                  outputs.put("dice", losses.dice());
                  outputs.put("mean", losses.mean(scope.ops()));
                  for (int i = 0; i < network.images.size(); i++) {
                    outputs.put("seen" + i, network.images.get(i));
                  }
                  return outputs;
                },
                Compilation.forward())) {
      Map<String, HostTensor> outputs = program.run(inputs, RandomKey.of(1));
      for (int i = 0; i < network.images.size(); i++) {
        double[] pixels = outputs.get("seen" + i).toDoubles();
        network.seen.add(List.of(pixels[0], pixels[1]));
      }
      return outputs;
    }
  }

  /** Of a pixel whose own class has this much more score than the other. */
  private static double entropy(double lead) {
    return -Math.log(sigmoid(lead));
  }

  /**
   * The mean over both classes of {@code 1 − 2 p / (p² + 1)} for the one that is there and,
   * smoothed, 1 for the other.
   */
  private static double dice(double p) {
    return ((1 - 2 * p / (p * p + 1)) + 1) / 2;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Scores of class 0 are 0, of class 1 the image; remembers the images. */
  private static final class Watched implements SegmentationNetwork {
    final List<Tensor> images = new ArrayList<>();
    final List<List<Double>> seen = new ArrayList<>();

    @Override
    public String name() {
      return "watched";
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
      return List.of();
    }

    @Override
    public List<FeatureLevel> features() {
      return List.of();
    }

    @Override
    public List<Integer> divisors() {
      return List.of(1, 1);
    }

    @Override
    public NetworkOutput apply(Scope scope, Tensor x) {
      images.add(x);
      return new NetworkOutput(scope.ops().concat(List.of(scope.ops().mul(x, 0), x), 1), List.of());
    }

    @Override
    public NetworkOutput applyWithConstantLogits(Scope scope, Tensor x) {
      return apply(scope, x);
    }
  }
}
