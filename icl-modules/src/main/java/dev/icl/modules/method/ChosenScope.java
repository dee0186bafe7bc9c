package dev.icl.modules.method;

import dev.icl.core.engine.ForwardingScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.tensor.Tensor;

/**
 * A scope in which every variable is that of one of two copies of a network, chosen by a value of
 * the step: a program cannot branch on it. What is assigned goes to the chosen copy.
 */
final class ChosenScope extends ForwardingScope {
  private final Tensor other;
  private final String prefix;
  private final String otherPrefix;

  /**
   * @param scope holds the variables of both copies
   * @param other whether the other copy is chosen, a boolean scalar
   * @param prefix of the variables of the one copy
   * @param otherPrefix of those of the other
   */
  ChosenScope(Scope scope, Tensor other, String prefix, String otherPrefix) {
    super(scope);
    this.other = other;
    this.prefix = prefix;
    this.otherPrefix = otherPrefix;
  }

  @Override
  public Tensor variable(String name) {
    return ops().where(other, super.variable(otherPrefix + name), super.variable(prefix + name));
  }

  @Override
  public void assign(String name, Tensor value) {
    Tensor one = super.variable(prefix + name);
    Tensor two = super.variable(otherPrefix + name);
    super.assign(prefix + name, ops().where(other, one, value));
    super.assign(otherPrefix + name, ops().where(other, value, two));
  }
}
