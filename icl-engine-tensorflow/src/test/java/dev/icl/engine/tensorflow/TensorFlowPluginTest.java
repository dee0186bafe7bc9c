package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineHints;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.EnginePlugin.Availability;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.IclModule;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.error.UserException;
import org.junit.jupiter.api.Test;

class TensorFlowPluginTest {
  @Test
  void isFoundByItsName() {
    assertThat(EnginePlugins.discover().select("tensorflow")).isInstanceOf(TensorFlowPlugin.class);
  }

  @Test
  void saysWhatTheLibraryOffers() {
    Availability offer = new TensorFlowPlugin().probe(EngineOptions.defaults());

    assertThat(offer.version()).startsWith("2.16.");
    assertThat(offer.devices()).startsWith("cpu");
    assertThat(offer.gpu().problem() == null).isEqualTo(offer.devices().size() > 1);
    assertThat(offer.threads()).isPositive();
  }

  @Test
  void bindsOneEngineForARun() {
    Injector injector = Guice.createInjector(IclModule.of("tensorflow"));

    try (Engine engine = injector.getInstance(Engine.class)) {
      assertThat(injector.getInstance(Engine.class)).isSameAs(engine);
      assertThat(engine.info().name()).isEqualTo("tensorflow");
    }
  }

  @Test
  void refusesAGpuThatIsNotThereInTheWordsOfTheOtherEngines() {
    assumeTrue(
        TfNativeLibrary.gpus(TfNativeLibrary.load(EngineOptions.defaults())).gpus().isEmpty(),
        "has a GPU");
    EngineOptions gpu =
        new EngineOptions("gpu", 0, RandomMode.ENGINE, 1, false, false, EngineHints.defaults());

    assertThatThrownBy(() -> new TensorFlowEngine(gpu))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "device: gpu was asked for, but the engine finds no usable GPU( \\(.+\\))?; use device:"
                + " cpu or auto, or see docs/gpu.md for the GPU libraries\\.");
  }
}
