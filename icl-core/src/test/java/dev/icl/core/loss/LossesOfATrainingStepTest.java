package dev.icl.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The losses of one step of the authors' program, from its class scores. */
class LossesOfATrainingStepTest {
  private static final SegmentationLoss CROSS_ENTROPY = new CrossEntropyLoss();
  private static final SegmentationLoss DICE = new DiceLoss(DiceLoss.Denominator.SQUARED);
  private static final int CLASSES = 4;

  private static Map<String, HostTensor> step;

  @BeforeAll
  static void read() throws URISyntaxException {
    step =
        Safetensors.readAll(
            Path.of(LossesOfATrainingStepTest.class.getResource("step.safetensors").toURI()));
  }

  @Test
  void crossEntropy() {
    equalsTheAuthors(
        "ce",
        (ops, in) ->
            CROSS_ENTROPY.apply(
                ops, new Prediction(ops, in.get("out/logits_lab")), labels(ops, in)));
  }

  @Test
  void dice() {
    equalsTheAuthors(
        "dice",
        (ops, in) ->
            DICE.apply(ops, new Prediction(ops, in.get("out/logits_lab")), labels(ops, in)));
  }

  @Test
  void auxiliary() {
    equalsTheAuthors(
        "aux",
        (ops, in) ->
            MultiScale.segmentation(
                ops, CROSS_ENTROPY.plus(DICE), maps(in, "sspa_lab"), labels(ops, in)));
  }

  @Test
  void pseudoLabels() {
    equalsTheAuthors(
        "pse",
        (ops, in) ->
            MultiScale.segmentation(
                ops,
                new DiceLoss(DiceLoss.Denominator.PLAIN),
                maps(in, "uscl_unlab"),
                Target.soft(ops, ops.softmax(in.get("out/logits_unlab"), 1))));
  }

  @Test
  void consistency() {
    equalsTheAuthors(
        "consis",
        (ops, in) ->
            MultiScale.consistency(
                ops,
                new SoftmaxMeanSquaredError(),
                maps(in, "uscl_unlab"),
                maps(in, "sspa_unlab")));
  }

  private static Target labels(Ops ops, Map<String, Tensor> in) {
    return Target.labels(ops, in.get("in/label"), CLASSES);
  }

  private static List<Tensor> maps(Map<String, Tensor> in, String name) {
    return IntStream.range(0, 3).mapToObj(i -> in.get("out/" + name + "/" + i)).toList();
  }

  private static void equalsTheAuthors(
      String name, BiFunction<Ops, Map<String, Tensor>, Tensor> loss) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        var program =
            engine.compile(
                (scope, inputs) -> Map.of("loss", loss.apply(scope.ops(), inputs.asMap())),
                Compilation.forward())) {
      double value = program.run(step, RandomKey.of(1)).get("loss").item();

      // The stored class scores are float32.
      assertThat(value).isCloseTo(step.get("loss/" + name + ".f64").item(), withinPercentage(1e-3));
    }
  }
}
