package dev.icl.engine.tensorflow;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The scope of a program at test time in a graph of its own, where variables are constants. */
final class ConstantScope implements Scope {
  private final Nodes nodes;
  private final Ops ops;
  private final TfVariables variables;
  private final Map<String, TfTensor> values = new HashMap<>();

  ConstantScope(Nodes nodes, Ops ops, TfVariables variables) {
    this.nodes = nodes;
    this.ops = ops;
    this.variables = variables;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Tensor variable(String name) {
    return values.computeIfAbsent(name, this::constant);
  }

  private TfTensor constant(String name) {
    VariableSpec spec = variables.spec(name);
    Layout layout = variables.layout(name);
    HostTensor arranged = TfTransfers.arranged(variables.read(name), layout);
    return new TfTensor(
        nodes.constant(arranged.reshape(Shape.of(layout.physical(spec.shape())))),
        spec.shape(),
        spec.dtype(),
        layout);
  }

  @Override
  public void assign(String name, Tensor value) {
    throw new IllegalArgumentException(
        "the program assigns '" + name + "' outside training, so it cannot be exported");
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    return x;
  }
}
