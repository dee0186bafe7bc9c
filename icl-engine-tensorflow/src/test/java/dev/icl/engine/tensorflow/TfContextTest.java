package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.tensor.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Answers of TensorFlow itself after it was told. */
@EnabledOnOs(OS.LINUX)
class TfContextTest {
  private TfContext context;

  @BeforeEach
  void load() {
    TfNativeLibrary.load(EngineOptions.defaults());
    context = TfContext.ofProcess().orElseThrow();
  }

  @AfterEach
  void reset() {
    context.setDeterministic(false);
    context.setTf32(true);
  }

  @Test
  void roundingToTf32IsOnWhereItIsAskedForAndOnlyThere() {
    TfContext.choose(Numerics.defaults(), Device.gpu(0));
    assertThat(context.isTf32()).isFalse();

    TfContext.choose(new Numerics(Precision.TF32, false), Device.CPU);
    assertThat(context.isTf32()).as("the processor is left alone").isFalse();

    TfContext.choose(new Numerics(Precision.TF32, false), Device.gpu(0));
    assertThat(context.isTf32()).isTrue();
  }

  @Test
  void anEngineDecidesWhetherOperationsAreDeterministic() {
    EngineOptions same =
        EngineOptions.defaults().withNumerics(new Numerics(Precision.FLOAT32, true));

    new TensorFlowEngine(same).close();
    assertThat(context.isDeterministic()).isTrue();

    new TensorFlowEngine(EngineOptions.defaults()).close();
    assertThat(context.isDeterministic()).isFalse();
  }
}
