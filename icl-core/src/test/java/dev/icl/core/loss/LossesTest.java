package dev.icl.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Values worked out by hand: two classes, one image of two pixels. */
class LossesTest {
  /** Probabilities 0.75 and 0.25 for class 1. */
  private static final HostTensor LOGITS =
      HostTensor.of(Shape.of(1, 2, 1, 2), 0f, (float) Math.log(3), (float) Math.log(3), 0f);

  /** Both pixels are class 1. */
  private static final HostTensor LABELS = HostTensor.of(Shape.of(1, 1, 2), 1L, 1L);

  @Test
  void crossEntropyIsTheMeanOverPixels() {
    assertThat(againstLabels(new CrossEntropyLoss()))
        .isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-6));
  }

  @Test
  void diceAgainstLabelsSquaresTheDenominatorAndCountsTheBackground() {
    double background = 1 - 1e-5 / (0.75 * 0.75 + 0.25 * 0.25 + 1e-5);
    double foreground = 1 - (2 * 1.0 + 1e-5) / (0.75 * 0.75 + 0.25 * 0.25 + 2 + 1e-5);

    assertThat(againstLabels(new DiceLoss(DiceLoss.Denominator.SQUARED)))
        .isCloseTo((background + foreground) / 2, within(1e-6));
  }

  @Test
  void diceOfTheForegroundLeavesTheBackgroundOut() {
    double foreground = 1 - (2 * 1.0 + 1e-5) / (0.75 * 0.75 + 0.25 * 0.25 + 2 + 1e-5);

    assertThat(againstLabels(new ForegroundDiceLoss())).isCloseTo(foreground, within(1e-6));
  }

  @Test
  void diceAgainstPseudoLabelsHasAPlainDenominator() {
    double each = 1 - (2 * (0.75 * 0.75 + 0.25 * 0.25) + 1e-5) / (2 + 1e-5);
    double loss =
        value(
            (ops, logits) ->
                new DiceLoss(DiceLoss.Denominator.PLAIN)
                    .apply(
                        ops,
                        new Prediction(ops, logits),
                        Target.soft(ops, ops.softmax(logits, 1))));

    assertThat(loss).isCloseTo(each, within(1e-6));
  }

  @Test
  void softTargetsMayBeComparedInSquaresToo() {
    double same =
        value(
            (ops, logits) ->
                new DiceLoss(DiceLoss.Denominator.SQUARED)
                    .apply(
                        ops,
                        new Prediction(ops, logits),
                        Target.soft(ops, ops.softmax(logits, 1))));

    assertThat(same).isCloseTo(0, within(1e-6));
  }

  @Test
  void softmaxMeanSquaredErrorIsTheMeanOverPixelsAndClasses() {
    double loss =
        value(
            (ops, logits) -> new SoftmaxMeanSquaredError().apply(ops, logits, ops.mul(logits, 0)));

    assertThat(loss).isCloseTo(0.25 * 0.25, within(1e-6));
  }

  @Test
  void aSumOfLossesSharesOnePrediction() {
    SegmentationLoss crossEntropy = new CrossEntropyLoss();
    SegmentationLoss dice = new DiceLoss(DiceLoss.Denominator.SQUARED);

    assertThat(againstLabels(crossEntropy.plus(dice)))
        .isCloseTo(againstLabels(crossEntropy) + againstLabels(dice), within(1e-6));
  }

  private static double againstLabels(SegmentationLoss loss) {
    return value(
        (ops, logits) ->
            loss.apply(
                ops, new Prediction(ops, logits), Target.labels(ops, ops.constant(LABELS), 2)));
  }

  private static double value(BiFunction<Ops, Tensor, Tensor> loss) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, inputs) -> Map.of("loss", loss.apply(scope.ops(), inputs.get("logits"))),
                Compilation.forward())) {
      return program.run(Map.of("logits", LOGITS), RandomKey.of(1)).get("loss").item();
    }
  }
}
