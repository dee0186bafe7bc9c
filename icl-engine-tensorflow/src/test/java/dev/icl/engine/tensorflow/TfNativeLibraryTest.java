package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.contract.Jvm;
import dev.icl.core.engine.EngineOptions;
import dev.icl.engine.natives.NativePlatform;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfNativeLibraryTest {
  @Test
  void loadsTheTensorFlowOfTheClassPath() {
    assertThat(TfNativeLibrary.load(EngineOptions.defaults()).getVersion()).startsWith("2.16.");
  }

  @Test
  void keepsTensorFlowFromWritingToTheTerminal(@TempDir Path folder) throws Exception {
    Jvm quiet = Jvm.start(folder, LoadingProcess.class, "quiet");

    assertThat(quiet.exitCode()).as(quiet.text()).isZero();
    assertThat(quiet.text().lines().filter(line -> !line.startsWith("SLF4J")))
        .containsExactly("loaded");
  }

  @Test
  void letsTensorFlowWriteWhenItIsAsked(@TempDir Path folder) throws Exception {
    Jvm verbose = Jvm.start(folder, LoadingProcess.class, "verbose");

    assertThat(verbose.exitCode()).as(verbose.text()).isZero();
    assertThat(verbose.text()).contains("tensorflow/").endsWith("loaded" + System.lineSeparator());
  }

  @Test
  void namesTheDependencyToAddWhereThereIsOne() {
    assertThat(TfNativeLibrary.missing(NativePlatform.of("Mac OS X", "aarch64")))
        .isEqualTo(
            "engine: tensorflow finds no native library for macosx-arm64; add the Maven dependency"
                + " org.tensorflow:tensorflow-core-native:1.0.0-rc.1 with classifier macosx-arm64,"
                + " or name the folder of an installed one with TENSORFLOW_LIBRARY_PATH.");
  }

  @Test
  void saysThatThereIsNothingToAddWhereThereIsNot() {
    assertThat(TfNativeLibrary.missing(NativePlatform.of("Linux", "aarch64")))
        .isEqualTo(
            "engine: tensorflow finds no native library for linux-arm64, and there is none on Maven"
                + " Central; use engine: pytorch, or name the folder of one built for"
                + " TensorFlow-Java 1.0.0-rc.1 with TENSORFLOW_LIBRARY_PATH.");
  }
}
