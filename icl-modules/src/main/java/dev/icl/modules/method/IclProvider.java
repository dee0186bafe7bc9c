package dev.icl.modules.method;

/** ICL as {@code method.name: icl}. */
public final class IclProvider implements MethodProvider<IclSettings> {
  @Override
  public String name() {
    return Icl.NAME;
  }

  @Override
  public String description() {
    return "ICL: class proxies and consistency";
  }

  @Override
  public IclSettings defaults() {
    return IclSettings.defaults();
  }

  @Override
  public Method create(IclSettings settings, MethodContext context) {
    return new IclMaker(name(), settings, context.network(), context.batch().patch()).make();
  }
}
