package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Numbers that the published programs computed, and an engine to compute ours. */
abstract class PublishedNumbers {
  static final Map<String, MiniSafetensors.Entry> PUBLISHED = new HashMap<>();
  static final UnsupervisedConfig FROM_THE_START = new UnsupervisedConfig(1, 0, 0.99, 0.2);
  static final int ITERATIONS = 30_000;

  ReferenceEngine engine;

  static {
    read("published_2d.safetensors");
    read("published_bcp_3d.safetensors");
  }

  private static void read(String file) {
    try {
      Path path = Path.of(PublishedNumbersTest.class.getResource(file).toURI());
      PUBLISHED.putAll(MiniSafetensors.read(path).tensors());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    engine = new ReferenceEngine(EngineOptions.defaults());
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  static double[] values(String name) {
    return PUBLISHED.get(name).values();
  }

  static double value(String name) {
    return values(name)[0];
  }

  static Shape shape(String name) {
    return Shape.of(PUBLISHED.get(name).shape().stream().mapToInt(i -> i).toArray());
  }

  static HostTensor tensor(DType dtype, Shape shape, double... values) {
    return HostTensor.fill(dtype, shape, i -> values[(int) i]);
  }

  static HostTensor floats(String name) {
    return tensor(DType.F32, shape(name), values(name));
  }

  static HostTensor labels(String... names) {
    Shape one = shape(names[0]);
    return tensor(DType.I64, one.with(0, one.dim(0) * names.length), joined(names));
  }

  static double[] joined(String... names) {
    return Arrays.stream(names).flatMapToDouble(name -> DoubleStream.of(values(name))).toArray();
  }

  static HostTensor zeros(int... sizes) {
    return HostTensor.zeros(DType.F32, Shape.of(sizes));
  }

  void create(List<VariableSpec> variables) {
    variables.forEach(v -> engine.variables().create(v, HostTensor.zeros(v.dtype(), v.shape())));
  }

  void write(String variable, HostTensor value) {
    engine.variables().write(variable, value);
  }

  Map<String, HostTensor> run(
      Program program, Compilation compilation, Map<String, HostTensor> inputs) {
    try (var compiled = engine.compile(program, compilation)) {
      return compiled.run(inputs, RandomKey.of(1));
    }
  }

  Map<String, HostTensor> gradients(Program program, Map<String, HostTensor> inputs) {
    return run(program, Compilation.gradients(Method.OBJECTIVE), inputs);
  }

  static void same(HostTensor found, double... expected) {
    assertThat(found.toDoubles()).containsExactly(expected, within(2e-6));
  }
}
