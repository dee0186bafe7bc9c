package dev.icl.core.contract;

import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Scope;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.nn.Conv;
import dev.icl.core.nn.InstanceNorm;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of engines that compute blocks a second time for the gradient: the same step as
 * without.
 */
public interface BlockContract extends EngineUnderTest {
  /**
   * Two levels down and one up, of images or volumes: blocks in a row, a skip connection, values
   * that a block and the loss share, dropout, and batch norm within a block.
   */
  private static Program network(int rank) {
    Conv first = Conv.same("first", rank, 1, 8, 3);
    BatchNorm norm = new BatchNorm("norm", 8);
    Conv second = Conv.same("second", rank, 8, 8, 3);
    Conv third = Conv.same("third", rank, 16, 4, 1);
    return (scope, in) -> {
      Ops ops = scope.ops();
      Tensor skip =
          scope.block(
              x -> {
                Tensor y = ops.relu(ops.lastUse(norm.apply(scope, first.apply(scope, x))));
                return scope.dropout(y, 0.25, y.shape());
              },
              in.get("x"));
      Tensor pooled = ops.maxPool(skip, PoolSpec.of(rank, 2));
      Tensor low = scope.block(x -> normalised(scope, second, x), pooled);
      Tensor wide = scope.dropout(low, 0.5, low.shape());
      List<Tensor> joined =
          scope.block(
              both -> {
                Tensor up = ops.resize(both.get(0), both.get(1).shape().spatial(), Resize.LINEAR);
                Tensor sum = third.applyConcatenated(scope, List.of(both.get(1), up));
                return List.of(ops.tanh(sum), ops.mean(sum, false), both.get(1));
              },
              List.of(wide, skip));
      Tensor frozen = second.apply(new FrozenScope(scope), ops.stopGradient(pooled));
      Tensor loss = ops.add(ops.mean(ops.square(joined.get(0)), false), joined.get(1));
      loss = ops.add(loss, ops.mean(ops.mul(wide, frozen), false));
      return Map.of("loss", ops.add(loss, ops.mean(ops.abs(joined.get(2)), false)));
    };
  }

  private static Tensor normalised(Scope scope, Conv conv, Tensor x) {
    Ops ops = scope.ops();
    return ops.relu(ops.lastUse(new InstanceNorm().apply(scope, conv.apply(scope, x))));
  }

  private static Rig with(Rig rig, int rank) {
    int[] kernel = rank == 2 ? new int[] {3, 3} : new int[] {3, 3, 3};
    int[] one = rank == 2 ? new int[] {1, 1} : new int[] {1, 1, 1};
    return rig.parameter("first.weight", Values.random("first", dims(8, 1, kernel)))
        .parameter("first.bias", Values.random("first.bias", 8))
        .parameter("norm.weight", Values.positive("norm", 8))
        .parameter("norm.bias", Values.random("norm.bias", 8))
        .buffer("norm.running_mean", Values.random("mean", 8))
        .buffer("norm.running_var", Values.positive("var", 8))
        .parameter("second.weight", Values.random("second", dims(8, 8, kernel)))
        .parameter("second.bias", Values.random("second.bias", 8))
        .parameter("third.weight", Values.random("third", dims(4, 16, one)))
        .parameter("third.bias", vector(0.1, 0.2, -0.1, 0));
  }

  private static int[] dims(int out, int in, int... kernel) {
    int[] dims = new int[2 + kernel.length];
    dims[0] = out;
    dims[1] = in;
    System.arraycopy(kernel, 0, dims, 2, kernel.length);
    return dims;
  }

  private static Map<String, HostTensor> images(String stream, int rank) {
    return Map.of(
        "x", rank == 2 ? Values.random(stream, 2, 1, 8, 8) : Values.random(stream, 2, 1, 4, 8, 8));
  }

  @ParameterizedTest
  @EnumSource(RandomMode.class)
  default void gradientsAreThoseOfTheValuesThatAreKept(RandomMode random) {
    EngineOptions options = EngineOptions.defaults().withRandom(random);
    for (int rank : new int[] {2, 3}) {
      Compilation kept = Compilation.gradients("loss");
      try (Rig twice = with(new Rig(start(options)), rank);
          Rig once = with(new Rig(start(options)), rank)) {
        Map<String, HostTensor> expected = once.run(network(rank), kept, images("x", rank));
        Map<String, HostTensor> actual =
            twice.run(network(rank), kept.recomputing(true), images("x", rank));

        assertThat(actual).containsOnlyKeys(expected.keySet());
        assertThat(expected).containsKeys("grad/first.weight", "grad/norm.bias", "grad/third.bias");
        expected.forEach((name, value) -> assertSame(name, actual.get(name), value));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  default void trainingIsTheSame(int parts) {
    for (var optimizer : List.of(new Sgd(0.9, 1e-3), new AdamW(0.9, 0.99, 1e-3, 0.1))) {
      Compilation kept = Compilation.training("loss", optimizer).inParts(parts);
      try (Rig twice = with(rig(), 3);
          Rig once = with(rig(), 3);
          CompiledProgram step = twice.compile(network(3), kept.recomputing(true));
          CompiledProgram plain = once.compile(network(3), kept)) {
        for (int i = 0; i < 2; i++) {
          List<Map<String, HostTensor>> inputs = new ArrayList<>();
          for (int part = 0; part < parts; part++) {
            inputs.add(withRate(images("x" + part, 3), 0.01));
          }
          assertSame(
              "loss",
              step.run(inputs, RandomKey.of(i)).get("loss"),
              plain.run(inputs, RandomKey.of(i)).get("loss"));
        }
        for (var spec : once.engine().variables().specs()) {
          // AdamW makes much of what rounding leaves of gradients that vanish behind a norm
          if (!(optimizer instanceof AdamW && spec.name().contains("first.bias"))) {
            assertSame(spec.name(), twice.read(spec.name()), once.read(spec.name()));
          }
        }
      }
    }
  }

  @Test
  default void blocksLeaveNothingBehind() {
    Compilation training = Compilation.training("loss", new Sgd(0.9, 0)).recomputing(true);
    try (Rig rig = with(rig(), 2);
        CompiledProgram step = rig.compile(network(2), training)) {
      Map<String, HostTensor> inputs = withRate(images("x", 2), 0.01);
      step.run(inputs, Rig.KEY);
      long after = rig.engine().liveArrays();
      step.run(inputs, Rig.KEY);

      assertThat(rig.engine().liveArrays()).isEqualTo(after);
    }
  }

  private static void assertSame(String name, HostTensor actual, HostTensor expected) {
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
    }
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("%s[%d]", name, i)
          .isCloseTo(expected.get(i), within(1e-6 + 1e-5 * largest));
    }
  }
}
