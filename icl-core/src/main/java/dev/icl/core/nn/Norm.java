package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/** A kind of normalisation of channels, in 2-D and 3-D. */
public enum Norm {
  /** {@link BatchNorm}. */
  BATCH {
    @Override
    public Layer layer(String name, int channels) {
      return new BatchNorm(name, channels);
    }
  },
  /** {@link InstanceNorm}, without state. */
  INSTANCE {
    @Override
    public Layer layer(String name, int channels) {
      return new InstanceNorm();
    }
  },
  /** {@link AffineInstanceNorm}. */
  AFFINE_INSTANCE {
    @Override
    public Layer layer(String name, int channels) {
      return new AffineInstanceNorm(name, channels);
    }
  },
  /** None: values pass as they are. */
  NONE {
    @Override
    public Layer layer(String name, int channels) {
      return new Unchanged();
    }
  };

  /**
   * The layer.
   *
   * @param name state-dict prefix, of a layer that has state
   * @param channels size of axis 1
   */
  public abstract Layer layer(String name, int channels);

  /** A layer that does nothing. */
  private record Unchanged() implements Layer {
    @Override
    public List<VariableSpec> variables() {
      return List.of();
    }

    @Override
    public Tensor apply(Scope scope, Tensor x) {
      return x;
    }
  }
}
