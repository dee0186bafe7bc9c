package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.EngineOptions;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  @Test
  void loadsTensorFlowFromTheClassPath() {
    assertThat(new TensorFlowPlugin().probe(EngineOptions.defaults()).version())
        .matches("2\\.16\\..*");
  }
}
