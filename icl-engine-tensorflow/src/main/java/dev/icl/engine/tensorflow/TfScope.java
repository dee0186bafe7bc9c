package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.Output;

/**
 * The scope of a program while it is traced: reads each variable once, remembers assignments. The
 * micro-batches of a step share it.
 */
final class TfScope implements Scope {
  private final Nodes nodes;
  private final Ops ops;
  private final TfVariables variables;
  private final boolean training;
  private final TfDraws draws;
  private final TfBlocks blocks;
  private final Map<String, TfTensor> reads = new LinkedHashMap<>();
  private final Map<String, TfTensor> assigned = new LinkedHashMap<>();

  /**
   * @param nodes of the trace
   * @param ops that add to it
   * @param variables of the engine
   * @param training whether this is training
   * @param draws the random masks
   * @param blocks the treatment of blocks
   */
  TfScope(
      Nodes nodes,
      Ops ops,
      TfVariables variables,
      boolean training,
      TfDraws draws,
      TfBlocks blocks) {
    this.nodes = nodes;
    this.ops = ops;
    this.variables = variables;
    this.training = training;
    this.draws = draws;
    this.blocks = blocks;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor variable(String name) {
    TfTensor value = blocks.assignedBefore(assigned).get(name);
    return value != null ? value : read(name);
  }

  /** The value at the start of the step. */
  TfTensor read(String name) {
    return reads.computeIfAbsent(name, this::newRead);
  }

  private TfTensor newRead(String name) {
    VariableSpec spec = variables.spec(name);
    Layout layout = variables.layout(name);
    Output<?> value =
        nodes
            .node("ReadVariableOp")
            .in(variables.handle(name))
            .attr("dtype", TfDtypes.of(spec.dtype()))
            .out();
    return new TfTensor(value, spec.shape(), spec.dtype(), layout);
  }

  @Override
  public void assign(String name, Tensor value) {
    VariableSpec spec = variables.spec(name);
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    if (!blocks.repeating()) {
      assigned.put(name, (TfTensor) ops.stopGradient(value));
    }
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    if (!training || rate == 0) {
      return x;
    }
    return ops.mul(x, draws.mask(TfTensor.of(x), rate, maskShape));
  }

  @Override
  public List<Tensor> block(UnaryOperator<List<Tensor>> block, List<Tensor> inputs) {
    return blocks.apply(block, inputs, assigned);
  }

  /** The parameters read, by name. */
  Map<String, TfTensor> parameters() {
    Map<String, TfTensor> parameters = new LinkedHashMap<>();
    reads.forEach(
        (name, value) -> {
          if (variables.spec(name).kind() == VariableKind.PARAMETER && value.dtype().isFloating()) {
            parameters.put(name, value);
          }
        });
    return parameters;
  }

  /** New values of variables, by name. */
  Map<String, TfTensor> assigned() {
    return assigned;
  }
}
