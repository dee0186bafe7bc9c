package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.engine.GpuSupport;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaProbeTest {
  @Test
  void aMissingDriverIsSaid() {
    assertThat(probe(null, Map.of()).reason())
        .isEqualTo(
            "this machine has no NVIDIA driver (libcuda.so.1): install version 525.60 or newer");
  }

  @Test
  void aDriverThatIsTooOldIsSaid() {
    assertThat(probe(driver(11040, "470.256.02", 0, 1), Map.of()).reason())
        .isEqualTo(
            "the NVIDIA driver 470.256.02 is too old, it knows CUDA 11.4 and this needs 12.0:"
                + " install version 525.60 or newer");
    assertThat(probe(driver(11080, null, 0, 1), Map.of()).reason())
        .startsWith("the NVIDIA driver is too old, it knows CUDA 11.8");
  }

  @Test
  void aDriverThatDoesNotStartIsSaid() {
    assertThat(probe(driver(12040, null, 803, 0), Map.of()).reason())
        .isEqualTo("the NVIDIA driver does not start (its error 803): see what nvidia-smi says");
  }

  @Test
  void gpusThatTheEnvironmentHidesAreSaid() {
    assertThat(probe(driver(12040, null, 100, 0), Map.of("CUDA_VISIBLE_DEVICES", "-1")).reason())
        .isEqualTo("CUDA_VISIBLE_DEVICES is '-1', which hides all: unset it");
    assertThat(probe(driver(12040, null, 0, 0), Map.of()).reason())
        .isEqualTo("the NVIDIA driver finds none");
  }

  @Test
  void aLibraryThatFindsLessThanTheDriverIsSaid() {
    assertThat(probe(driver(12040, null, 0, 2), Map.of()).reason())
        .isEqualTo("the NVIDIA driver finds 2, but the library none: see what --verbose says");
  }

  @Test
  void gpusAreDescribed() {
    CudaDriver driver = driver(12040, "550.54.15", 0, 2);
    when(driver.model(0)).thenReturn("First");
    when(driver.capability(0)).thenReturn("9.0");
    when(driver.memory(0)).thenReturn(80L << 30);

    GpuSupport report = probe(driver, Map.of()).report(1, 9);

    assertThat(report.driver()).isEqualTo("550.54.15");
    assertThat(report.gpus())
        .containsExactly(new GpuSupport.Gpu("gpu:0", "First", "9.0", 80L << 30));
    assertThat(report.problem()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"90501, 9.5.1", "91002, 9.10.2", "8907, 8.9.7", "8204, 8.2.4"})
  void cuDnnNumbersItsVersionsInTwoWays(long number, String version) {
    assertThat(CudaProbe.cuDnn(number)).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({"12090, 12.9", "12060, 12.6", "11040, 11.4"})
  void cudaNumbersItsVersions(int number, String version) {
    assertThat(CudaProbe.dotted(number)).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "'NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024',"
        + " 550.54.15",
    "'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86  Release Build', 570.86"
  })
  void theSystemTellsTheVersionOfTheDriver(String text, String version) {
    assertThat(CudaDriver.version(text + "\nGCC version:  gcc version 12.2.0")).hasValue(version);
  }

  @Test
  void otherTextsTellNoVersion() {
    assertThat(CudaDriver.version("no module")).isEmpty();
  }

  private static CudaProbe probe(CudaDriver driver, Map<String, String> environment) {
    return new CudaProbe(() -> Optional.ofNullable(driver), environment);
  }

  private static CudaDriver driver(int cuda, String version, int started, int gpus) {
    CudaDriver driver = mock(CudaDriver.class);
    when(driver.cuda()).thenReturn(cuda);
    when(driver.version()).thenReturn(Optional.ofNullable(version));
    when(driver.start()).thenReturn(started);
    when(driver.gpus()).thenReturn(gpus);
    return driver;
  }
}
