package dev.icl.engine.tensorflow;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.ProgramExporter;
import dev.icl.core.engine.SharedEngine;
import java.util.List;

/** The {@code tensorflow} engine: TensorFlow graphs, its native library loaded through DJL. */
public final class TensorFlowPlugin implements EnginePlugin {
  static final String NAME = "tensorflow";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability probe(EngineOptions options) {
    ai.djl.engine.Engine engine = TfNativeLibrary.load(options);
    return Availability.of(
        engine.getVersion(), TfNativeLibrary.gpus(engine), TfNativeLibrary.threads());
  }

  @Override
  public Module module() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(TensorFlowEngine.class).in(Singleton.class);
        Multibinder.newSetBinder(binder(), ProgramExporter.class)
            .addBinding()
            .to(SavedModelExporter.class);
      }

      @Provides
      @Singleton
      Engine engine(TensorFlowEngine engine) {
        return new SharedEngine(engine);
      }
    };
  }

  @Override
  public List<String> exportFormats() {
    return List.of(SavedModelExporter.FORMAT);
  }
}
