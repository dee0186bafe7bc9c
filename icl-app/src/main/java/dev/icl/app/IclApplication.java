package dev.icl.app;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.icl.app.config.Doors;
import dev.icl.app.config.RunConfig;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.IclModule;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.ProgramExporter;
import dev.icl.core.error.UserException;
import dev.icl.data.DatasetProvider;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.network.NetworkProvider;
import java.util.Set;

/**
 * One run's objects, wired once from its configuration. Nothing else decides which engine runs.
 *
 * <p>Closing it closes the engine.
 */
public final class IclApplication implements AutoCloseable {
  private final Injector injector;
  private final Engine engine;

  private IclApplication(Injector injector, Engine engine) {
    this.injector = injector;
    this.engine = engine;
  }

  /**
   * Starts the engine that the configuration names.
   *
   * @param config the configuration of the run
   * @param plugins the engines to choose from
   * @param permissions what the engine may do beyond computing
   * @throws UserException if there is no such engine, or it cannot offer the device
   */
  public static IclApplication start(
      RunConfig config, EnginePlugins plugins, Permissions permissions) {
    EnginePlugin plugin = plugins.select(config.engine());
    EngineOptions options = permissions.options(config);
    try {
      Injector injector =
          Guice.createInjector(
              Stage.DEVELOPMENT, new RunModule(config), new IclModule(plugin, options));
      return new IclApplication(injector, injector.getInstance(Engine.class));
    } catch (CreationException | ProvisionException e) {
      throw userMistakeIn(e);
    }
  }

  /** The engine of this run. */
  public Engine engine() {
    return engine;
  }

  /** An object of this run, made by its injector. */
  public <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /**
   * The exporter of this engine's programs in a format.
   *
   * @param format one of the plugin's {@link EnginePlugin#exportFormats()}
   */
  public ProgramExporter exporter(String format) {
    return injector.getInstance(Key.get(new TypeLiteral<Set<ProgramExporter>>() {})).stream()
        .filter(exporter -> exporter.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    engine.info().name() + " has no exporter for " + format));
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Guice wraps what a provider throws; the user wants the sentence inside. */
  private static RuntimeException userMistakeIn(RuntimeException wrapped) {
    for (Throwable t = wrapped; t != null; t = t.getCause()) {
      if (t instanceof UserException mistake) {
        return mistake;
      }
    }
    return wrapped;
  }

  /**
   * The permissions of an engine beyond computing.
   *
   * @param download fetch native libraries from the network
   * @param verbose let the native library write to the terminal
   */
  public record Permissions(boolean download, boolean verbose) {
    /** Neither. */
    public static final Permissions NONE = new Permissions(false, false);

    /** The options with which an engine is started for this configuration. */
    public EngineOptions options(RunConfig config) {
      return new EngineOptions(
          config.device(),
          config.threads(),
          config.random(),
          config.seed(),
          download,
          verbose,
          config.session().hints(),
          new Numerics(config.train().precision(), config.session().deterministic()));
    }
  }

  private static final class RunModule extends AbstractModule {
    private final RunConfig config;

    RunModule(RunConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      bind(RunConfig.class).toInstance(config);
      Doors doors = Doors.installed();
      Multibinder<MethodProvider<?>> methods =
          Multibinder.newSetBinder(binder(), new TypeLiteral<MethodProvider<?>>() {});
      doors.methods().all().forEach(found -> methods.addBinding().toInstance(found));
      Multibinder<NetworkProvider<?>> networks =
          Multibinder.newSetBinder(binder(), new TypeLiteral<NetworkProvider<?>>() {});
      doors.networks().all().forEach(found -> networks.addBinding().toInstance(found));
      Multibinder<DatasetProvider<?>> datasets =
          Multibinder.newSetBinder(binder(), new TypeLiteral<DatasetProvider<?>>() {});
      doors.datasets().all().forEach(found -> datasets.addBinding().toInstance(found));
    }
  }
}
