package dev.icl.modules.method;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Map;

/** The base of methods whose step is one program: a subclass is its losses. */
public abstract class BackboneMethod implements Method {
  private final String name;
  private final SegmentationNetwork network;
  private final List<VariableSpec> variables;

  /**
   * A method without variables of its own.
   *
   * @param name as the configuration has it
   * @param network the backbone
   */
  protected BackboneMethod(String name, SegmentationNetwork network) {
    this(name, network, network.variables());
  }

  /**
   * A method with variables of its own.
   *
   * @param name as the configuration has it
   * @param network the backbone
   * @param variables the backbone's first, then the method's own
   */
  protected BackboneMethod(String name, SegmentationNetwork network, List<VariableSpec> variables) {
    this.name = name;
    this.network = network;
    this.variables = List.copyOf(variables);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final SegmentationNetwork network() {
    return network;
  }

  @Override
  public final List<VariableSpec> variables() {
    return variables;
  }

  @Override
  public final Program trainingProgram() {
    return this::losses;
  }

  /**
   * The losses of a step.
   *
   * @param scope operations and variables
   * @param inputs the tensors of {@link #batch} and those of {@link #stepInputs}
   * @return float32 scalars: {@link #OBJECTIVE} and its terms, unweighted
   */
  protected abstract Map<String, Tensor> losses(Scope scope, ProgramInputs inputs);
}
