package dev.icl.core.optim;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A rule that turns a gradient into a new parameter, written once over {@link Ops}. */
public interface Optimizer {
  /** The prefix of the names of slots. */
  String SLOTS = "optimizer.";

  /** The name of the scalar input that carries the learning rate. */
  String LEARNING_RATE = "learning_rate";

  /**
   * The names of the state kept for each parameter, by state-dict name, as {@code momentum_buffer}.
   * Slots are float32 tensors of {@link #slotShape} that start as zeros.
   */
  List<String> slots();

  /**
   * The shape of a slot: that of the parameter, unless the rule says otherwise.
   *
   * @param slot one of {@link #slots}
   * @param parameter the parameter's shape
   */
  default Shape slotShape(String slot, Shape parameter) {
    return parameter;
  }

  /**
   * The new values.
   *
   * @param ops the operations of the running program
   * @param parameter current value
   * @param gradient of the objective, same shape
   * @param slots current slot values by name
   * @param learningRate float32 scalar
   */
  Update update(
      Ops ops, Tensor parameter, Tensor gradient, Map<String, Tensor> slots, Tensor learningRate);

  /**
   * @param parameter new value
   * @param slots new slot values by name
   */
  record Update(Tensor parameter, Map<String, Tensor> slots) {}

  /** The variable name of a parameter's slot, as {@code optimizer.momentum_buffer.<parameter>}. */
  static String slotName(String slot, String parameter) {
    return SLOTS + slot + "." + parameter;
  }

  /**
   * The value of a slot.
   *
   * @throws IllegalArgumentException if it was not given
   */
  static Tensor slot(Map<String, Tensor> slots, String name) {
    Tensor value = slots.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no slot '%s'; given are %s".formatted(name, slots.keySet()));
    }
    return value;
  }

  /** Whether a variable of that name is a slot. */
  static boolean isSlot(String variable) {
    return variable.startsWith(SLOTS);
  }
}
