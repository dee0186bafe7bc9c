package dev.icl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.icl.core.contract.ReferencePlugin;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IclModuleTest {
  @Test
  void anInjectorNeedsNothingElse() {
    EngineOptions options = EngineOptions.defaults().withRandom(RandomMode.PORTABLE);
    Injector injector = Guice.createInjector(new IclModule(new ReferencePlugin(), options));

    try (Engine engine = injector.getInstance(Engine.class)) {
      assertThat(injector.getInstance(Engine.class)).isSameAs(engine);
      assertThat(engine.info().name()).isEqualTo(new ReferencePlugin().name());
    }
    assertThat(injector.getInstance(EngineOptions.class)).isEqualTo(options);
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<ProgramExporter>>() {}))).isEmpty();
  }
}
