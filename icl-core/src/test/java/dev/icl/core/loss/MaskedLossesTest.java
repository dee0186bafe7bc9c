package dev.icl.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Values worked out by hand: two classes, one image of two pixels. */
class MaskedLossesTest {
  /** Probabilities 0.75 and 0.25 for class 1. */
  private static final HostTensor LOGITS =
      HostTensor.of(Shape.of(1, 2, 1, 2), 0f, (float) Math.log(3), (float) Math.log(3), 0f);

  /** Both pixels are class 1. */
  private static final HostTensor LABELS = HostTensor.of(Shape.of(1, 1, 2), 1L, 1L);

  @Test
  void crossEntropyIsTheMeanOverThePixelsOfTheMask() {
    assertThat(loss(MaskedCrossEntropyLoss::new, 1, 0)).isCloseTo(-Math.log(0.75), within(1e-6));
    assertThat(loss(MaskedCrossEntropyLoss::new, 0, 1)).isCloseTo(-Math.log(0.25), within(1e-6));
  }

  @Test
  void overTheWholeImageCrossEntropyIsTheUsualOne() {
    assertThat(loss(MaskedCrossEntropyLoss::new, 1, 1))
        .isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-6));
  }

  @Test
  void diceSumsOverThePixelsOfTheMask() {
    // class 0 has no pixel in the mask, but a quarter of the first one's probability
    double foreground = 1 - 2 * 0.75 / (0.75 * 0.75 + 1);
    assertThat(loss(MaskedDiceLoss::new, 1, 0)).isCloseTo((1 + foreground) / 2, within(1e-6));
  }

  @Test
  void diceOfAnImageHasNoSquares() {
    // class 0 has no pixel, but a quarter of the first one's probability
    double foreground = 1 - 2 * 0.75 / (0.75 + 1);
    assertThat(loss(mask -> new ImageDiceLoss(Optional.of(mask)), 1, 0))
        .isCloseTo((1 + foreground) / 2, within(1e-4));
    double whole = 1 - 2 * (0.75 + 0.25) / (1 + 2);
    assertThat(loss(mask -> new ImageDiceLoss(Optional.empty()), 1, 0))
        .isCloseTo((1 + whole) / 2, within(1e-4));
  }

  @Test
  void anEmptyMaskCostsNothing() {
    assertThat(loss(MaskedCrossEntropyLoss::new, 0, 0)).isZero();
    assertThat(loss(MaskedDiceLoss::new, 0, 0)).isCloseTo(0, within(1e-9));
  }

  private static double loss(Function<Tensor, SegmentationLoss> loss, float first, float second) {
    HostTensor mask = HostTensor.of(Shape.of(1, 1, 1, 2), first, second);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, in) ->
                    Map.of(
                        "loss",
                        loss.apply(in.get("mask"))
                            .apply(
                                scope.ops(),
                                new Prediction(scope.ops(), in.get("logits")),
                                Target.labels(scope.ops(), in.get("labels"), 2))),
                Compilation.inference())) {
      return program
          .run(Map.of("logits", LOGITS, "labels", LABELS, "mask", mask), RandomKey.of(1))
          .get("loss")
          .item();
    }
  }
}
