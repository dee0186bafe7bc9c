package plugin;

import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.MethodProvider;

/** The method as {@code method.name: pseudo-labels}. */
public final class PseudoLabelProvider implements MethodProvider<PseudoLabelSettings> {
  @Override
  public String name() {
    return PseudoLabelMethod.NAME;
  }

  @Override
  public String description() {
    return "labels that the network is sure of teach it changed images";
  }

  @Override
  public PseudoLabelSettings defaults() {
    return new PseudoLabelSettings(0.9, 1);
  }

  @Override
  public Method create(PseudoLabelSettings settings, MethodContext context) {
    return new PseudoLabelMethod(context.network(), settings, context.iterations());
  }
}
