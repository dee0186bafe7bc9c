package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** A scope that hands everything on and writes down what is dropped. */
public record RecordingScope(Scope scope, List<String> drops) implements Scope {
  @Override
  public Ops ops() {
    return scope.ops();
  }

  @Override
  public boolean training() {
    return scope.training();
  }

  @Override
  public Tensor variable(String name) {
    return scope.variable(name);
  }

  @Override
  public void assign(String name, Tensor value) {
    scope.assign(name, value);
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    drops.add(rate + " of " + x.shape() + " by " + maskShape);
    return scope.dropout(x, rate, maskShape);
  }
}
