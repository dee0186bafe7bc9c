package dev.icl.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackSamplerTest {
  private static final int NATIVE = -2;

  @Test
  void aNativeMethodOfAnEngineIsNoJavaSide() {
    assertThat(StackSampler.inEngine(frame(null, "ai.djl.pytorch.jni.PyTorchLibrary", NATIVE)))
        .isTrue();
    assertThat(StackSampler.inEngine(frame(null, "ai.djl.pytorch.jni.JniUtils", 17))).isFalse();
  }

  @Test
  void theJdksOwnNativeMethodsAreJavaSide() {
    assertThat(StackSampler.inEngine(frame("java.base", "java.lang.Object", NATIVE))).isFalse();
    assertThat(StackSampler.inEngine(frame("jdk.unsupported", "sun.misc.X", NATIVE))).isFalse();
  }

  @Test
  void aThreadThatCallsNoEngineIsJavaSideAllTheTime() {
    StackSampler sampler = StackSampler.ofCurrentThread();
    try (sampler) {
      while (sampler.samples() < 2) {
        Thread.onSpinWait();
      }
    }

    assertThat(sampler.javaSamples()).isEqualTo(sampler.samples()).isGreaterThanOrEqualTo(2);
  }

  private static StackTraceElement frame(String module, String type, int line) {
    return new StackTraceElement(null, module, null, type, "method", "File.java", line);
  }
}
