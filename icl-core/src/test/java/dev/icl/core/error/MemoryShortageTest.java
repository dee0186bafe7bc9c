package dev.icl.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the very words of the libraries. */
class MemoryShortageTest {
  private static final String END =
      "; lower train.patch, train.labeled_batch or train.unlabeled_batch, or set method.mixer to"
          + " axial or low-rank, or end other programs; checkpoints written so far are intact.";
  private static final String GPU_END =
      END.replace("or end other programs", "or compute with device: cpu");

  @Test
  void libtorchOnTheProcessor() {
    assertThat(
            sentence(
                new IllegalStateException(
                    "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't"
                        + " allocate memory: you tried to allocate 4398046511104 bytes. Error code"
                        + " 12 (Cannot allocate memory)")))
        .isEqualTo("The machine's memory is used up (a step asked for 4096.0 GiB more)" + END);
  }

  @Test
  void libtorchOnAGpu() {
    assertThat(
            sentence(
                new IllegalStateException(
                    "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of"
                        + " 79.11 GiB of which 12.38 GiB is free.")))
        .isEqualTo("The GPU's memory is used up (a step asked for 20.00 GiB more)" + GPU_END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OOM when allocating tensor with shape[1048576,1048576] and type float on"
            + " /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu|machine",
        "OOM when allocating tensor with shape[1048576,1048576] and type float on"
            + " /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc|GPU"
      })
  void tensorFlow(String text, String whose) {
    assertThat(sentence(new IllegalArgumentException("step", new IllegalStateException(text))))
        .startsWith(
            "The "
                + whose
                + "'s memory is used up (a step asked for a tensor of [1048576,1048576] more);");
  }

  @ParameterizedTest
  @ValueSource(strings = {"std::bad_alloc", "CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate"})
  void otherWordsOfNativeCode(String text) {
    assertThat(sentence(new IllegalStateException(text))).contains("memory is used up; lower");
  }

  @Test
  void theJvmsHeap() {
    assertThat(sentence(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "Java's heap is used up (Java heap space); allow it more, as with"
                + " ICL_JAVA_OPTS=-Xmx2g in the environment, or lower data.memory_mb; checkpoints"
                + " written so far are intact.");
  }

  @Test
  void theJvmsBuffersAndThreads() {
    assertThat(
            sentence(
                new OutOfMemoryError(
                    "Cannot reserve 4194304 bytes of direct buffer memory (allocated: 1, limit:"
                        + " 2)")))
        .contains("ICL_JAVA_OPTS=-XX:MaxDirectMemorySize=4g");
    assertThat(
            sentence(
                new OutOfMemoryError(
                    "unable to create native thread: possibly out of memory or process/resource"
                        + " limits reached")))
        .contains("lower threads and data.workers");
  }

  @Test
  void nothingElseIsALackOfMemory() {
    assertThat(MemoryShortage.of(new IllegalStateException("shapes differ"))).isEmpty();
    assertThat(MemoryShortage.of(new IllegalStateException((String) null))).isEmpty();
    assertThat(MemoryShortage.of(new UserException("a sentence", new OutOfMemoryError())))
        .as("whoever said it before said it better")
        .isEmpty();
  }

  private static String sentence(Throwable failure) {
    UserException shortage = MemoryShortage.of(failure).orElseThrow();
    assertThat(shortage).hasCause(failure);
    return shortage.getMessage();
  }
}
