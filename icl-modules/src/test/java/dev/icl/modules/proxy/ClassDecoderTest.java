package dev.icl.modules.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.attention.AttentionMapMixer;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassDecoderTest {
  private static final RandomKey KEY = RandomKey.of(7);
  private static final int CHANNELS = 4;
  private static final int HEADS = 2;
  private static final int TOKENS = 3;
  private static final Shape SPATIAL = Shape.of(1, 3);
  private static final HostTensor QUERIES = random("queries", Shape.of(2, 2, CHANNELS));
  private static final HostTensor TOKEN_VALUES = random("tokens", Shape.of(2, TOKENS, CHANNELS));

  private final ReferenceEngine engine =
      new ReferenceEngine(EngineOptions.defaults().withRandom(RandomMode.PORTABLE));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shapesGoFromQueriesAndTokensToMapsAndQueries() {
    ClassDecoder decoder = decoder(0, "dense");
    create(decoder.variables());

    Map<String, HostTensor> out = run(both(decoder), false);

    assertThat(out.get("queries").shape()).isEqualTo(Shape.of(2, 2, CHANNELS));
    assertThat(out.get("maps").shape()).isEqualTo(Shape.of(2, 2, HEADS, TOKENS));
  }

  @Test
  void droppedPathsLeaveTheAttentionLogitsThemselves() {
    ClassDecoder decoder = decoder(0.999, "low-rank");
    create(decoder.variables());

    Map<String, HostTensor> out = run(both(decoder), true);

    double[] logits = out.get("logits").toDoubles();
    double[] maps = out.get("maps").toDoubles();
    for (int n = 0; n < 2; n++) {
      for (int h = 0; h < HEADS; h++) {
        for (int k = 0; k < 2; k++) {
          for (int l = 0; l < TOKENS; l++) {
            assertThat(maps[((n * 2 + k) * HEADS + h) * TOKENS + l])
                .isEqualTo(logits[((n * HEADS + h) * 2 + k) * TOKENS + l]);
          }
        }
      }
    }
  }

  /** At rate 1/2 a kept branch counts twice, so that {@code a + droppath(a)} is a or 3·a. */
  @Test
  void aPathIsDroppedForWholeSamplesEachByItself() {
    ClassDecoder decoder = decoder(0.5, "dense");
    create(decoder.variables());
    silence("d.mlp2.fc2");
    silence("d.mlp.fc2");
    int samples = 16;
    HostTensor queries = random("many queries", Shape.of(samples, 2, CHANNELS));
    HostTensor tokens = random("many tokens", Shape.of(samples, TOKENS, CHANNELS));

    Map<String, HostTensor> out = run(both(decoder), true, queries, tokens);
    Map<String, HostTensor> whole = run(both(decoder), false, queries, tokens);

    for (String name : List.of("maps", "queries")) {
      double[] drawn = out.get(name).toDoubles();
      double[] doubled = whole.get(name).toDoubles();
      int size = drawn.length / samples;
      Set<Long> factors = new TreeSet<>();
      for (int n = 0; n < samples; n++) {
        long factor = Math.round(2 * drawn[n * size] / doubled[n * size]);
        for (int i = n * size; i < (n + 1) * size; i++) {
          assertThat(drawn[i]).isCloseTo(factor * doubled[i] / 2, within(1e-5));
        }
        factors.add(factor);
      }
      assertThat(factors).as("both occur among the samples of one batch").containsExactly(1L, 3L);
    }
  }

  @Test
  void outsideTrainingNoPathIsDropped() {
    ClassDecoder always = decoder(0, "dense");
    ClassDecoder dropping = decoder(0.5, "dense");
    create(always.variables());

    Map<String, HostTensor> expected = run(both(always), true);

    assertThat(run(both(dropping), false).get("maps").toDoubles())
        .isEqualTo(expected.get("maps").toDoubles());
    assertThat(run(both(dropping), false).get("queries").toDoubles())
        .isEqualTo(expected.get("queries").toDoubles());
  }

  @Test
  void thePerceptronOfTheQueriesIsFourTimesAsWide() {
    assertThat(decoder(0, "dense").variables())
        .extracting(VariableSpec::name, VariableSpec::shape)
        .contains(
            tuple("d.mlp.fc1.weight", Shape.of(16, CHANNELS)),
            tuple("d.mlp2.fc1.weight", Shape.of(TOKENS, TOKENS)));
  }

  @Test
  void theLowRankMixerHasTwoThinLayers() {
    AttentionMapMixer mixer =
        AttentionMapMixers.named("low-rank", 5).create("n", "m", Shape.of(4, 25));

    assertThat(mixer.variables())
        .extracting(VariableSpec::name, VariableSpec::shape)
        .contains(tuple("m.fc1.weight", Shape.of(5, 100)), tuple("m.fc2.weight", Shape.of(100, 5)));
  }

  @Test
  void aRankBelowOneIsRefused() {
    assertThatThrownBy(() -> AttentionMapMixers.named("low-rank", 0))
        .isInstanceOf(UserException.class)
        .hasMessage("method.mixer_rank: 0 is too small; use at least 1.");
  }

  @Test
  void aRankOfOneIsEnough() {
    assertThat(AttentionMapMixers.named("low-rank", 1).create("n", "m", Shape.of(3, 3)).variables())
        .extracting(VariableSpec::name, VariableSpec::shape)
        .contains(tuple("m.fc1.weight", Shape.of(1, 9)));
  }

  private static ClassDecoder decoder(double dropPath, String mixer) {
    return new ClassDecoder(
        "d", CHANNELS, HEADS, SPATIAL, dropPath, AttentionMapMixers.named(mixer, 2));
  }

  private static Program both(ClassDecoder decoder) {
    return (scope, in) -> {
      Tensor tokens = decoder.normalized(scope, in.get("t"));
      Tensor logits = decoder.logits(scope, in.get("q"), tokens);
      return Map.of(
          "logits", logits,
          "maps", decoder.maps(scope, logits, SPATIAL),
          "queries", decoder.queries(scope, logits, tokens));
    };
  }

  private void create(List<VariableSpec> specs) {
    for (VariableSpec spec : specs) {
      engine
          .variables()
          .create(
              spec, spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
    }
  }

  /** A layer that gives nothing but zeros. */
  private void silence(String layer) {
    for (String name : List.of(layer + ".weight", layer + ".bias")) {
      HostTensor value = engine.variables().read(name);
      engine.variables().write(name, HostTensor.zeros(value.dtype(), value.shape()));
    }
  }

  private Map<String, HostTensor> run(Program program, boolean training) {
    return run(program, training, QUERIES, TOKEN_VALUES);
  }

  private Map<String, HostTensor> run(
      Program program, boolean training, HostTensor queries, HostTensor tokens) {
    Compilation compilation = training ? Compilation.forward() : Compilation.inference();
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(Map.of("q", queries, "t", tokens), KEY);
    }
  }

  private static HostTensor random(String name, Shape shape) {
    var generator = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> generator.nextDouble() * 2 - 1);
  }
}
