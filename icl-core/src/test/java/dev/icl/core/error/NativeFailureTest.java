package dev.icl.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the very words of the libraries. */
class NativeFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_pool3d_with_indices_backward_cuda does not have a deterministic implementation, but you"
            + " set 'torch.use_deterministic_algorithms(True)'. You can turn off determinism just"
            + " for this operation|max_pool3d_with_indices_backward_cuda",
        "Deterministic GPU implementation of unsorted segment reduction op not available."
            + "|unsorted segment reduction op",
        "When determinism is enabled, random ops must have a seed specified."
            + "|its library does not say which",
        "Deterministic behavior was enabled with either `torch.use_deterministic_algorithms(True)`"
            + " or `at::Context::setDeterministicAlgorithms(true)`, but this operation is not"
            + " deterministic because it uses CuBLAS|its library does not say which"
      })
  void anOperationThatIsNotDeterministic(String text, String operation) {
    RuntimeException failure =
        new IllegalStateException("step", new IllegalArgumentException(text));

    assertThat(NativeFailure.told(failure))
        .isInstanceOf(UserException.class)
        .hasCause(failure)
        .hasMessage(
            "session.deterministic: a step needs an operation that gives other results every time"
                + " on this device (%s); set session.deterministic: false, or compute with device:"
                + " cpu.",
            operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA error: no kernel image is available for execution on the device",
        "Could not load CUBIN: CUDA_ERROR_NO_BINARY_FOR_GPU"
      })
  void aGpuThatTheLibraryHasNoCodeFor(String text) {
    assertThat(NativeFailure.told(new IllegalStateException(text)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("of another kind than those that the library was built for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.11 GiB",
        "OOM when allocating tensor with shape[8,64] and type float on"
            + " /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc"
      })
  void aLackOfMemory(String text) {
    assertThat(NativeFailure.told(new IllegalStateException(text)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("The GPU's memory is used up");
  }

  @Test
  void anythingElseIsItself() {
    RuntimeException other = new IllegalStateException("shapes differ");
    UserException told =
        new UserException("a sentence", new IllegalStateException("no kernel image is available"));

    assertThat(NativeFailure.told(other)).isSameAs(other);
    assertThat(NativeFailure.told(told)).isSameAs(told);
  }
}
