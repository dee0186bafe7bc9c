package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * A piece of a network: structure only. Its state lives in the engine under state-dict names, so
 * the same layer serves any engine and any number of passes.
 */
public interface Layer {
  /** Parameters and buffers, in the order of PyTorch's state dict. */
  List<VariableSpec> variables();

  /**
   * @param x the input; each layer states its shape
   */
  Tensor apply(Scope scope, Tensor x);
}
