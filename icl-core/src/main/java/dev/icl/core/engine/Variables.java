package dev.icl.core.engine;

import dev.icl.core.tensor.HostTensor;
import java.util.Collection;

/** The named state an engine holds: parameters, buffers and optimiser slots. */
public interface Variables {
  /**
   * Makes a variable.
   *
   * @throws IllegalStateException if the name is taken
   * @throws IllegalArgumentException if the values do not have the specification's shape and type
   */
  void create(VariableSpec spec, HostTensor value);

  /** Whether there is a variable of that name. */
  boolean contains(String name);

  /** Every variable, in the order they were made. */
  Collection<VariableSpec> specs();

  /**
   * A copy of the current values.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  HostTensor read(String name);

  /**
   * Replaces the values.
   *
   * @throws IllegalArgumentException if there is no such variable, or shape or type differ
   */
  void write(String name, HostTensor value);
}
