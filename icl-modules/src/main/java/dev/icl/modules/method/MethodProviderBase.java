package dev.icl.modules.method;

import dev.icl.core.settings.Citation;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The base of the providers of this package: name, description, defaults and the making of the
 * method are given to the constructor.
 *
 * @param <S> the settings
 */
abstract class MethodProviderBase<S extends Record> implements MethodProvider<S> {
  private final String name;
  private final String description;
  private final S defaults;
  private final BiFunction<S, MethodContext, Method> maker;
  private final List<Citation> citations;

  /**
   * Describes a method.
   *
   * @param name the value of {@code method.name}
   * @param description one line for listings, without a full stop
   * @param defaults the settings of a configuration that gives none
   * @param maker makes the method, as {@link #create}
   * @param citations the publications of the method
   */
  MethodProviderBase(
      String name,
      String description,
      S defaults,
      BiFunction<S, MethodContext, Method> maker,
      Citation... citations) {
    this.name = name;
    this.description = description;
    this.defaults = defaults;
    this.maker = maker;
    this.citations = List.of(citations);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final S defaults() {
    return defaults;
  }

  @Override
  public final List<Citation> citations() {
    return citations;
  }

  @Override
  public final Method create(S settings, MethodContext context) {
    return maker.apply(settings, context);
  }
}
