package dev.icl.core.engine;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;

/**
 * The Guice module of an application that uses an engine by itself: it binds {@link Engine} as a
 * singleton, {@link EngineOptions}, and the set of {@link ProgramExporter}s that the engine has.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(IclModule.of("pytorch"), new MyModule());
 * try (Engine engine = injector.getInstance(Engine.class)) {
 *   ...
 * }
 * }</pre>
 */
public final class IclModule extends AbstractModule {
  private final EnginePlugin plugin;
  private final EngineOptions options;

  /**
   * @param plugin the engine
   * @param options the options it is started with
   */
  public IclModule(EnginePlugin plugin, EngineOptions options) {
    this.plugin = plugin;
    this.options = options;
  }

  /**
   * The module of an engine on the class path, with the options of {@link
   * EngineOptions#defaults()}.
   *
   * @param engine its name, as {@code pytorch}
   * @throws dev.icl.core.error.UserException if there is no such engine
   */
  public static IclModule of(String engine) {
    return new IclModule(EnginePlugins.discover().select(engine), EngineOptions.defaults());
  }

  @Override
  protected void configure() {
    bind(EngineOptions.class).toInstance(options);
    Multibinder.newSetBinder(binder(), ProgramExporter.class);
    install(plugin.module());
  }
}
