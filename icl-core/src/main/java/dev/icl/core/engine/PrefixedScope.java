package dev.icl.core.engine;

import dev.icl.core.tensor.Tensor;

/**
 * A scope in which every variable is another one, whose name has a prefix: what is written for the
 * variables of a network runs on those of its copy, as on a teacher or a second network.
 */
public final class PrefixedScope extends ForwardingScope {
  private final String prefix;

  /**
   * @param scope holds the prefixed variables
   * @param prefix the prefix of every name, as {@code teacher.}
   */
  public PrefixedScope(Scope scope, String prefix) {
    super(scope);
    this.prefix = prefix;
  }

  @Override
  public Tensor variable(String name) {
    return super.variable(prefix + name);
  }

  @Override
  public void assign(String name, Tensor value) {
    super.assign(prefix + name, value);
  }

  @Override
  public void passed(String part, Tensor output) {
    super.passed(prefix + part, output);
  }
}
