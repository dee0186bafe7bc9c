package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.engine.Variables;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.PrefixedNetwork;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The backbone's weight is 1, that of its teacher 2, that of a second network -4. */
class KeptTest {
  private static final SegmentationNetwork BACKBONE = new LinearNetwork();
  private static final CheckpointInfo INFO =
      new CheckpointInfo(3, 0.5, "m", "linear", "{}", 1, Facts.NONE);

  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @BeforeEach
  void train() {
    create(BACKBONE, 1);
    create(new PrefixedNetwork(BACKBONE, "teacher."), 2);
    create(new PrefixedNetwork(BACKBONE, "second."), -4);
  }

  private void create(SegmentationNetwork network, float value) {
    for (VariableSpec spec : network.variables()) {
      engine.variables().create(spec, HostTensor.of(Shape.of(1), value));
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theStudentIsKeptAsItIs() {
    Kept kept = Kept.student(BACKBONE);

    assertThat(kept.network()).isSameAs(BACKBONE);
    assertThat(kept.saved(engine.variables())).isSameAs(engine.variables());
    assertThat(names(kept)).containsExactly("weight", "seen_mean");
    assertThat(kept.saved(INFO)).isEqualTo(INFO);
    assertThat(kept.noted(INFO)).isEqualTo(INFO);
    assertThat(Kept.network(BACKBONE, Facts.NONE)).isSameAs(BACKBONE);
  }

  @Test
  void aTeacherIsSavedUnderTheBackbonesNames() {
    Kept kept = new Kept(BACKBONE, List.of("teacher."));
    Variables saved = kept.saved(engine.variables());

    assertThat(names(kept)).containsExactly("weight", "seen_mean");
    assertThat(saved.read("weight").item()).isEqualTo(2);
    assertThat(saved.specs()).extracting(VariableSpec::name).containsExactly("weight", "seen_mean");
    assertThat(saved.contains("weight")).isTrue();
    assertThat(saved.contains("second.weight")).isFalse();
    assertThat(kept.saved(INFO)).isEqualTo(INFO);
    assertThat(probability(kept.network())).isCloseTo(sigmoid(2), within(1e-6));
  }

  @Test
  void aCheckpointOfTheTrainingTellsWhichNetworkToPredictWith() {
    CheckpointInfo noted = new Kept(BACKBONE, List.of("teacher.")).noted(INFO);

    assertThat(noted.facts().texts()).containsExactly(Map.entry("kept_networks", "teacher."));
    assertThat(probability(Kept.network(BACKBONE, noted.facts())))
        .isCloseTo(sigmoid(2), within(1e-6));
  }

  @Test
  void ofSeveralNetworksTheProbabilitiesAreAveraged() {
    Kept kept = new Kept(BACKBONE, List.of("", "second."));

    assertThat(names(kept))
        .containsExactly("weight", "seen_mean", "second.weight", "second.seen_mean");
    assertThat(kept.saved(engine.variables()).read("second.weight").item()).isEqualTo(-4);
    assertThat(kept.saved(INFO).facts().texts())
        .containsExactly(Map.entry("kept_networks", ",second."));
    assertThat(probability(kept.network())).isCloseTo((sigmoid(1) + sigmoid(-4)) / 2, within(1e-6));
    assertThat(probability(Kept.network(BACKBONE, kept.saved(INFO).facts())))
        .isCloseTo((sigmoid(1) + sigmoid(-4)) / 2, within(1e-6));
  }

  @Test
  void keepingNothingOrOneNetworkTwiceIsRefused() {
    assertThatThrownBy(() -> new Kept(BACKBONE, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Kept(BACKBONE, List.of("", "")))
        .hasMessage("copies of the network to keep: [, ]");
  }

  @Test
  void aMethodMayKeepItsTeacher() {
    TeacherMethod method =
        new TeacherMethod("taught", BACKBONE) {
          @Override
          public Kept kept() {
            return keptTeacher();
          }

          @Override
          protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
            return Map.of();
          }
        };

    assertThat(probability(method.kept().network())).isCloseTo(sigmoid(2), within(1e-6));
    assertThat(method.variables())
        .extracting(VariableSpec::name)
        .containsExactly("weight", "seen_mean", "teacher.weight", "teacher.seen_mean");
  }

  private static List<String> names(Kept kept) {
    return kept.saved().stream().map(VariableSpec::name).toList();
  }

  /** Of class 0, of a pixel of 1. */
  private double probability(SegmentationNetwork network) {
    try (var program =
        engine.compile(
            (scope, in) ->
                Map.of("p", scope.ops().softmax(network.apply(scope, in.get("x")).logits(), 1)),
            Compilation.inference())) {
      HostTensor pixel = HostTensor.of(Shape.of(1, 1, 1, 1), 1f);
      return program.run(Map.of("x", pixel), RandomKey.of(1)).get("p").get(0);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
