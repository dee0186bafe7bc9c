package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.vector;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** AdamW as PyTorch has it. */
interface AdamWContract extends EngineUnderTest {
  /** Float32's part in a parameter, and in what float32 makes of 1 − 0.999. */
  double PARAMETER_ERROR = 2e-6;

  double SQUARE_ERROR = 3e-5;

  /** Of the reference, whose variables are doubles that are read and written as floats. */
  double RESTORED_ERROR = 1e-6;

  /** Settings and steps that {@code adamw.py} made. */
  static Stream<Arguments> cases() {
    try (InputStream json = AdamW.class.getResourceAsStream("adamw.json")) {
      return StreamSupport.stream(new ObjectMapper().readTree(json).spliterator(), false)
          .map(one -> Arguments.of(one.get("name").asText(), one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void stepsOfAdamWAreThoseOfPyTorch(String name, JsonNode expected) {
    AdamW adamw =
        new AdamW(
            expected.get("beta1").doubleValue(),
            expected.get("beta2").doubleValue(),
            expected.get("epsilon").doubleValue(),
            expected.get("weight_decay").doubleValue());
    try (Rig rig = rig().parameter("w", vector(doubles(expected.get("parameter"))));
        CompiledProgram step = rig.compile(dotted(), Compilation.training("loss", adamw))) {
      int done = 0;
      for (JsonNode after : expected.get("steps")) {
        step.run(
            withRate(
                Map.of("x", vector(doubles(after.get("gradient")))),
                after.get("rate").doubleValue()),
            Rig.KEY);
        done++;
        assertEach("parameter " + done, rig.read("w"), after.get("parameter"), PARAMETER_ERROR);
        assertEach("mean " + done, slot(rig, AdamW.MEAN), after.get("exp_avg"), PARAMETER_ERROR);
        assertEach(
            "square " + done, slot(rig, AdamW.MEAN_SQUARE), after.get("exp_avg_sq"), SQUARE_ERROR);
        assertThat(slot(rig, AdamW.STEP).shape()).isEqualTo(Shape.scalar());
        assertThat(slot(rig, AdamW.STEP).item()).isEqualTo(done);
      }
    }
  }

  @Test
  default void stepsOfAdamWCountOnlyThoseWithAGradient() {
    Compilation training = Compilation.training("loss", new AdamW(0.9, 0.999, 1e-8, 0.5));
    Program one =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor unused = ops.sum(scope.variable("v"), false);
          return Map.of(
              "loss", ops.sum(ops.mul(scope.variable("w"), in.get("x")), false), "unused", unused);
        };
    Program both =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor w = ops.sum(ops.mul(scope.variable("w"), in.get("x")), false);
          return Map.of("loss", ops.add(w, ops.sum(scope.variable("v"), false)));
        };
    Map<String, HostTensor> inputs = withRate(Map.of("x", vector(1, 2)), 0.1);
    try (Rig rig = rig().parameter("w", vector(1, 2)).parameter("v", vector(3))) {
      rig.run(one, training, inputs);
      assertThat(rig.read("v").toFloats()).as("no decay either").containsExactly(3);
      assertThat(rig.engine().variables().contains("optimizer.step.v")).isFalse();

      rig.run(both, training, inputs);
      rig.run(one, training, inputs);
      rig.run(both, training, inputs);

      assertThat(rig.read("optimizer.step.w").item()).isEqualTo(4);
      assertThat(rig.read("optimizer.step.v").item()).isEqualTo(2);
      // its gradient is 1 always: p ← p · (1 − 0.1 · 0.5) − 0.1, twice
      assertThat(rig.read("v").item()).isCloseTo((3 * 0.95 - 0.1) * 0.95 - 0.1, within(1e-5));
    }
  }

  /** The large epsilon damps what rounding makes of gradients that are 0. */
  @Test
  default void adamWTrainsAConvolutionalNetworkAsTheReferenceDoes() {
    Compilation training = Compilation.training("loss", new AdamW(0.9, 0.99, 1e-2, 0.1));
    try (Rig rig = Programs.withPixelClassifier(rig());
        Rig reference = Programs.withPixelClassifier(EngineUnderTest.reference());
        CompiledProgram step = rig.compile(Programs.pixelClassifier(), training);
        CompiledProgram referenceStep = reference.compile(Programs.pixelClassifier(), training)) {
      for (int i = 0; i < 4; i++) {
        Map<String, HostTensor> inputs = withRate(Programs.pixelInputs(), 0.01 * (i + 1));
        assertClose(
            "the loss of step " + i,
            step.run(inputs, Rig.KEY).get("loss"),
            referenceStep.run(inputs, Rig.KEY).get("loss"),
            FORWARD_TOLERANCE);
      }
      for (VariableSpec spec : reference.engine().variables().specs()) {
        HostTensor expected = reference.read(spec.name());
        assertClose(spec.name(), rig.read(spec.name()), expected, GRADIENT_TOLERANCE);
      }
    }
  }

  @Test
  default void restoredSlotsOfAdamWContinueARun() {
    Compilation training = Compilation.training("loss", new AdamW(0.9, 0.99, 1e-2, 0.1));
    Map<String, HostTensor> inputs = withRate(Programs.pixelInputs(), 0.01);
    try (Rig whole = Programs.withPixelClassifier(rig())) {
      Map<VariableSpec, HostTensor> between = new LinkedHashMap<>();
      try (CompiledProgram step = whole.compile(Programs.pixelClassifier(), training)) {
        step.run(inputs, Rig.KEY);
        step.run(inputs, Rig.KEY);
        whole
            .engine()
            .variables()
            .specs()
            .forEach(spec -> between.put(spec, whole.read(spec.name())));
        step.run(inputs, Rig.KEY);
      }
      assertThat(between.keySet())
          .filteredOn(spec -> spec.kind() == VariableKind.SLOT)
          .hasSizeGreaterThan(6);
      try (Rig resumed = rig()) {
        between.forEach((spec, value) -> resumed.engine().variables().create(spec, value));
        resumed.run(Programs.pixelClassifier(), training, inputs);

        for (VariableSpec spec : between.keySet()) {
          HostTensor expected = whole.read(spec.name());
          assertClose(spec.name(), resumed.read(spec.name()), expected, RESTORED_ERROR);
        }
      }
    }
  }

  /** A parameter that the step assigns too is changed from the assigned value. */
  @Test
  default void adamWGoesOnFromAnAssignedValue() {
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor loss = ops.sum(ops.mul(scope.variable("w"), in.get("x")), false);
          scope.assign("w", ops.mul(scope.variable("w"), 2));
          return Map.of("loss", loss);
        };
    try (Rig rig = rig().parameter("w", vector(1, -2))) {
      rig.run(
          program,
          Compilation.training("loss", new AdamW(0.9, 0.999, 1e-8, 0.5)),
          withRate(Map.of("x", vector(3, -5)), 0.1));

      // the first step has the length of the rate: 2 p · (1 − 0.1 · 0.5) ∓ 0.1
      assertThat(rig.read("w").toDoubles())
          .containsExactly(new double[] {2 * 0.95 - 0.1, -4 * 0.95 + 0.1}, within(1e-5));
    }
  }

  /** {@code loss = Σ w x}: the gradient is {@code x}. */
  private static Program dotted() {
    return (scope, in) -> {
      Ops ops = scope.ops();
      return Map.of("loss", ops.sum(ops.mul(scope.variable("w"), in.get("x")), false));
    };
  }

  private static HostTensor slot(Rig rig, String slot) {
    return rig.read(Optimizer.slotName(slot, "w"));
  }

  private static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static void assertEach(String what, HostTensor found, JsonNode expected, double error) {
    double[] values = doubles(expected);
    assertThat(found.size()).isEqualTo(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(found.get(i))
          .as("%s at %d", what, i)
          .isCloseTo(values[i], within(error * Math.abs(values[i]) + 1e-7));
    }
  }
}
