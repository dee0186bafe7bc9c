package dev.icl.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Linear;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the attention layers against their formulas, element by element. */
class AttentionTest {
  private static final RandomKey KEY = RandomKey.of(7);
  private static final int CHANNELS = 4;
  private static final int HEADS = 2;
  private static final int TOKENS = 3;
  private static final HostTensor QUERIES = random("queries", Shape.of(2, 2, CHANNELS));
  private static final HostTensor TOKEN_VALUES = random("tokens", Shape.of(2, TOKENS, CHANNELS));
  private static final HostTensor BIAS = random("bias", Shape.of(HEADS, TOKENS, TOKENS));

  private final ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void queriesAreSplitIntoHeadsByReshapingAlone() {
    ClassCrossAttention attention = new ClassCrossAttention("a", CHANNELS, HEADS);
    create(attention.variables());

    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Tensor q = in.get("q");
              return Map.of(
                  "logits", attention.logits(scope, q, in.get("t")),
                  "query", new Linear("a.fc_q", CHANNELS, CHANNELS).apply(scope, q),
                  "kv", new Linear("a.fc_kv", CHANNELS, 2 * CHANNELS).apply(scope, in.get("t")));
            });

    // Sample 1, head 1, class 0, token 2. Of [K=2, C=4] reshaped to [heads=2, K=2, d=2], head 1
    // and class 0 are the first two channels of class 1.
    HostTensor query = out.get("query");
    HostTensor kv = out.get("kv");
    int q = (1 * 2 + 1) * CHANNELS;
    int k = (1 * TOKENS + 2) * 2 * CHANNELS + 2;
    double expected = (query.get(q) * kv.get(k) + query.get(q + 1) * kv.get(k + 1)) / Math.sqrt(2);
    assertThat(out.get("logits").get(((1 * HEADS + 1) * 2 + 0) * TOKENS + 2))
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void everyTokenGathersTheValuesOfItsSampleHeadByHead() {
    MultiHeadAttention attention = new MultiHeadAttention("a", CHANNELS, HEADS);
    create(attention.variables());

    Map<String, HostTensor> out =
        run(
            (scope, in) ->
                Map.of(
                    "out", attention.apply(scope, in.get("t")),
                    "biased", attention.apply(scope, in.get("t"), in.get("b")),
                    "qkv", new Linear("a.qkv", CHANNELS, 3 * CHANNELS).apply(scope, in.get("t"))));

    assertThat(out.get("out").shape()).isEqualTo(Shape.of(2, TOKENS, CHANNELS));
    assertClose(out.get("out"), attended(out.get("qkv"), false));
    assertClose(out.get("biased"), attended(out.get("qkv"), true));
  }

  @Test
  void aLargeNegativeBiasHidesATokenFromAnother() {
    MultiHeadAttention attention = new MultiHeadAttention("a", CHANNELS, 1);
    create(attention.variables());
    HostTensor mask =
        HostTensor.fill(
            DType.F32, Shape.of(TOKENS, TOKENS), i -> i / TOKENS == i % TOKENS ? 0 : -1e9);

    Map<String, HostTensor> out =
        run(
            (scope, in) -> {
              Tensor mixed = new Linear("a.qkv", CHANNELS, 3 * CHANNELS).apply(scope, in.get("t"));
              Tensor values =
                  scope
                      .ops()
                      .slice(mixed, new int[] {0, 0, 2 * CHANNELS}, Shape.of(2, TOKENS, CHANNELS));
              return Map.of(
                  "out", attention.apply(scope, in.get("t"), in.get("m")),
                  "own", new Linear("a.proj", CHANNELS, CHANNELS).apply(scope, values));
            },
            Map.of("t", TOKEN_VALUES, "m", mask));

    assertClose(out.get("out"), out.get("own").toDoubles());
  }

  /** Samples 0 and 1 are the two windows of one image, as are 2 and 3. */
  @Test
  void masksOfAGroupAreThoseOfItsPlacesInTheGroup() {
    MultiHeadAttention attention = new MultiHeadAttention("a", CHANNELS, HEADS);
    create(attention.variables());
    HostTensor tokens = random("four windows", Shape.of(4, TOKENS, CHANNELS));
    HostTensor mask =
        HostTensor.fill(
            DType.F32,
            Shape.of(2, TOKENS, TOKENS),
            i -> i >= TOKENS * TOKENS && i / TOKENS % TOKENS != i % TOKENS ? -100 : 0);
    HostTensor hidden =
        HostTensor.fill(
            DType.F32, Shape.of(TOKENS, TOKENS), i -> i / TOKENS == i % TOKENS ? 0 : -100);

    Map<String, HostTensor> out =
        run(
            (scope, in) ->
                Map.of(
                    "grouped", attention.apply(scope, in.get("t"), in.get("b"), in.get("m")),
                    "free", attention.apply(scope, in.get("t"), in.get("b")),
                    "hidden",
                        attention.apply(
                            scope, in.get("t"), scope.ops().add(in.get("b"), in.get("h")))),
            Map.of("t", tokens, "b", BIAS, "m", mask, "h", hidden));

    int size = TOKENS * CHANNELS;
    double[] grouped = out.get("grouped").toDoubles();
    for (int i = 0; i < grouped.length; i++) {
      String expected = i / size % 2 == 0 ? "free" : "hidden";
      assertThat(grouped[i]).isCloseTo(out.get(expected).get(i), within(1e-6));
    }
  }

  @Test
  void headsMustDivideTheChannels() {
    assertThatThrownBy(() -> new ClassCrossAttention("a", 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 heads do not divide 4 channels");
    assertThatThrownBy(() -> new ClassCrossAttention("a", 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 heads do not divide 4 channels");
    assertThat(new ClassCrossAttention("a", 4, 1).variables()).hasSize(6);
    assertThatThrownBy(() -> new MultiHeadAttention("a", 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 heads do not divide 4 channels");
    assertThatThrownBy(() -> new MultiHeadAttention("a", 4, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 heads do not divide 4 channels");
  }

  private static void assertClose(HostTensor actual, double[] expected) {
    assertThat(actual.toDoubles()).containsExactly(expected, within(1e-6));
  }

  /** The formula of the layer, one number after another. */
  private double[] attended(HostTensor qkv, boolean biased) {
    int width = CHANNELS / HEADS;
    double[] context = new double[2 * TOKENS * CHANNELS];
    for (int n = 0; n < 2; n++) {
      for (int h = 0; h < HEADS; h++) {
        for (int i = 0; i < TOKENS; i++) {
          double[] share = new double[TOKENS];
          double total = 0;
          for (int j = 0; j < TOKENS; j++) {
            double product = 0;
            for (int c = h * width; c < (h + 1) * width; c++) {
              product += at(qkv, n, i, c) * at(qkv, n, j, CHANNELS + c);
            }
            double bias = biased ? BIAS.get((h * TOKENS + i) * TOKENS + j) : 0;
            share[j] = Math.exp(product / Math.sqrt(width) + bias);
            total += share[j];
          }
          for (int j = 0; j < TOKENS; j++) {
            for (int c = h * width; c < (h + 1) * width; c++) {
              context[(n * TOKENS + i) * CHANNELS + c] +=
                  share[j] / total * at(qkv, n, j, 2 * CHANNELS + c);
            }
          }
        }
      }
    }
    return projected(context);
  }

  private double[] projected(double[] context) {
    HostTensor weight = engine.variables().read("a.proj.weight");
    HostTensor bias = engine.variables().read("a.proj.bias");
    double[] projected = new double[context.length];
    for (int i = 0; i < context.length; i++) {
      int row = i / CHANNELS * CHANNELS;
      projected[i] = bias.get(i % CHANNELS);
      for (int c = 0; c < CHANNELS; c++) {
        projected[i] += weight.get(i % CHANNELS * CHANNELS + c) * context[row + c];
      }
    }
    return projected;
  }

  private static double at(HostTensor qkv, int sample, int token, int channel) {
    return qkv.get((sample * TOKENS + token) * 3 * CHANNELS + channel);
  }

  private void create(List<VariableSpec> specs) {
    for (VariableSpec spec : specs) {
      engine
          .variables()
          .create(
              spec, spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
    }
  }

  private Map<String, HostTensor> run(Program program) {
    return run(program, Map.of("q", QUERIES, "t", TOKEN_VALUES, "b", BIAS));
  }

  private Map<String, HostTensor> run(Program program, Map<String, HostTensor> inputs) {
    try (var compiled = engine.compile(program, Compilation.inference())) {
      return compiled.run(inputs, KEY);
    }
  }

  private static HostTensor random(String name, Shape shape) {
    var generator = KEY.child(name).generator();
    return HostTensor.fill(DType.F32, shape, i -> generator.nextDouble() * 2 - 1);
  }
}
