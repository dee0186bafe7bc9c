package dev.icl.engine.pytorch;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Singleton;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;

/** The {@code pytorch} engine: libtorch through DJL. */
public final class PyTorchPlugin implements EnginePlugin {
  static final String NAME = "pytorch";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability probe(EngineOptions options) {
    ai.djl.engine.Engine engine = NativeLibrary.load(options);
    int threads =
        options.threads() > 0 ? options.threads() : Runtime.getRuntime().availableProcessors();
    return Availability.of(engine.getVersion(), NativeLibrary.gpuCount(engine), threads);
  }

  @Override
  public Module module() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(Engine.class).to(PyTorchEngine.class).in(Singleton.class);
      }
    };
  }
}
