package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Device;
import dev.icl.engine.natives.NativeList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Answers of libtorch itself after it was told. */
@EnabledOnOs(OS.LINUX)
class PtContextTest {
  private PtContext context;

  @BeforeEach
  void load() {
    PtNativeLibrary.load(EngineOptions.defaults());
    context = PtContext.ofProcess().orElseThrow();
  }

  @AfterEach
  void reset() {
    context.setDeterministic(false);
    context.setTf32(false);
  }

  @Test
  void roundingToTf32IsOnWhereItIsAskedForAndOnlyThere() {
    PtContext.choose(new Numerics(Precision.TF32, false), Device.gpu(0));
    assertThat(context.isTf32()).isTrue();

    PtContext.choose(Numerics.defaults(), Device.gpu(0));
    assertThat(context.isTf32()).isFalse();

    PtContext.choose(new Numerics(Precision.TF32, false), Device.CPU);
    assertThat(context.isTf32()).as("the processor is left alone").isFalse();
  }

  @Test
  void bfloat16IsAddedUpInFloat32AndSaysNothingOfTf32() {
    context.setShortSums(true);

    PtContext.choose(new Numerics(Precision.BFLOAT16, false), Device.gpu(0));

    assertThat(context.isShortSums()).isFalse();
    assertThat(context.isTf32()).isFalse();
    assertThatThrownBy(
            () -> PtContext.requireDefaults(new Numerics(Precision.BFLOAT16, false), null))
        .hasMessageStartingWith("train.precision: the libtorch of this machine cannot be told");
  }

  @Test
  void anEngineDecidesWhetherOperationsAreDeterministic() {
    EngineOptions same =
        EngineOptions.defaults().withNumerics(new Numerics(Precision.FLOAT32, true));

    new PyTorchEngine(same).close();
    assertThat(context.isDeterministic()).isTrue();

    new PyTorchEngine(EngineOptions.defaults()).close();
    assertThat(context.isDeterministic()).isFalse();
  }

  @Test
  void aLibraryThatCannotBeToldIsRefusedForAGpuUnlessItDoesSoByItself() {
    assertThatThrownBy(() -> PtContext.requireDefaults(Numerics.defaults(), null))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("set NVIDIA_TF32_OVERRIDE=0 in the environment");
    assertThatThrownBy(() -> PtContext.requireDefaults(new Numerics(Precision.TF32, true), "0"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("session.deterministic: the libtorch of this machine");
    assertThatCode(() -> PtContext.requireDefaults(Numerics.defaults(), "0"))
        .doesNotThrowAnyException();
    assertThatCode(() -> PtContext.requireDefaults(new Numerics(Precision.TF32, false), null))
        .doesNotThrowAnyException();
  }

  @Test
  void theListOfTheCudaBuildIsWhole() {
    NativeList list = NativeList.read(PtNativeLibrary.class, "libtorch-2.7.1-cuda");

    assertThat(list.names())
        .doesNotHaveDuplicates()
        .contains("libc10.so", "libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so");
  }
}
