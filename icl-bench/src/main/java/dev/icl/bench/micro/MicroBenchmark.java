package dev.icl.bench.micro;

import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something an engine does, small enough to be timed by itself.
 *
 * @param name for the command line, as {@code conv-1}
 * @param description for people
 * @param variables its state
 * @param inputs the inputs of every run, by name
 * @param program the program that is timed
 * @param compilation how
 */
record MicroBenchmark(
    String name,
    String description,
    List<VariableSpec> variables,
    Map<String, HostTensor> inputs,
    Program program,
    Compilation compilation) {

  /** Floating-point operations of one run, by the cost engine. */
  double flops() {
    Map<String, CostModel.Input> shapes = new LinkedHashMap<>();
    inputs.forEach(
        (name, value) -> shapes.put(name, new CostModel.Input(value.dtype(), value.shape())));
    return new CostModel().measure(program, variables, shapes, compilation).flops();
  }

  /** An input of a shape, its elements from −1 to 1 in a fixed pattern. */
  static HostTensor pattern(int... dims) {
    return HostTensor.fill(DType.F32, Shape.of(dims), i -> Math.sin(i * 0.7));
  }
}
