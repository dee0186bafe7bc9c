package dev.icl.core.engine;

import dev.icl.core.tensor.Tensor;
import java.util.Map;

/**
 * The tensors that a program is given, by name. Asking for one that was not given is refused, by
 * name.
 */
public final class ProgramInputs {
  private final Map<String, Tensor> given;

  private ProgramInputs(Map<String, Tensor> given) {
    this.given = given;
  }

  /** The inputs of those names. */
  public static ProgramInputs of(Map<String, Tensor> given) {
    return new ProgramInputs(Map.copyOf(given));
  }

  /**
   * The input of a name.
   *
   * @throws IllegalArgumentException if it was not given
   */
  public Tensor get(String name) {
    Tensor value = given.get(name);
    if (value == null) {
      throw EngineRules.noInput(name, given.keySet());
    }
    return value;
  }

  /** True if an input of that name was given. */
  public boolean contains(String name) {
    return given.containsKey(name);
  }

  /** All that were given, unmodifiable. */
  public Map<String, Tensor> asMap() {
    return given;
  }
}
