package dev.icl.core.engine;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;

/**
 * The rule for drawing a variable's first values, on the JVM, so that every engine starts alike.
 */
@FunctionalInterface
public interface Initializer {
  /**
   * @param dtype element type of the values
   * @param shape sizes of the variable
   * @param key the variable's own random stream
   */
  HostTensor create(DType dtype, Shape shape, RandomKey key);
}
