package dev.icl.engine.pytorch;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.SharedEngine;

/** The {@code pytorch} engine: libtorch through DJL. */
public final class PyTorchPlugin implements EnginePlugin {
  static final String NAME = "pytorch";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability probe(EngineOptions options) {
    ai.djl.engine.Engine engine = PtNativeLibrary.load(options);
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    return Availability.of(engine.getVersion(), PtNativeLibrary.gpus(engine), threads);
  }

  @Override
  public Module module() {
    return new AbstractModule() {
      @Provides
      @Singleton
      Engine engine(PyTorchEngine engine) {
        return new SharedEngine(engine);
      }
    };
  }
}
