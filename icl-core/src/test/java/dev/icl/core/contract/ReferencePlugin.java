package dev.icl.core.contract;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.GpuSupport;

/** The reference as a plugin, for tests that boot an application without native libraries. */
public final class ReferencePlugin implements EnginePlugin {
  /** Makes the plugin; nothing is loaded. */
  public ReferencePlugin() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Availability probe(EngineOptions options) {
    return Availability.of("1", GpuSupport.processorOnly(), 1);
  }

  @Override
  public Module module() {
    return new ReferenceModule();
  }

  private static final class ReferenceModule extends AbstractModule {
    @Provides
    @Singleton
    Engine engine(EngineOptions options) {
      return new ReferenceEngine(options);
    }
  }
}
