package dev.icl.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugins;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  @Test
  void pytorchAgreesWithTheAuthorsProgram() {
    try (Engine engine = engine("pytorch")) {
      ConformanceReport report = new Conformance(engine).run(small());

      assertThat(report.passed()).as(report.toTable()).isTrue();
    }
  }

  static Engine engine(String name) {
    return Guice.createInjector(
            EnginePlugins.discover().select(name).module(),
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(EngineOptions.class).toInstance(EngineOptions.defaults());
              }
            })
        .getInstance(Engine.class);
  }

  static Path small() {
    try {
      return Path.of(
          Objects.requireNonNull(
                  ConformanceTest.class.getResource("/conformance/icl_unet2d_small.safetensors"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
