package dev.icl.app.training;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.RandomMode;
import java.util.function.Function;

/** Engines on the processor with one thread and portable masks. */
final class Engines {
  private static final EngineOptions OPTIONS =
      new EngineOptions("cpu", 1, RandomMode.PORTABLE, 1, false, false, EngineHints.defaults());

  private Engines() {}

  /** Starts an engine, uses it and closes it. */
  static <T> T with(String name, Function<Engine, T> work) {
    try (Engine engine =
        Guice.createInjector(
                EnginePlugins.discover().select(name).module(),
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(EngineOptions.class).toInstance(OPTIONS);
                  }
                })
            .getInstance(Engine.class)) {
      return work.apply(engine);
    }
  }
}
