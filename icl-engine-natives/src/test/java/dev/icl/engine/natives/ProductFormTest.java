package dev.icl.engine.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.engine.Precision;
import dev.icl.core.tensor.Device;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductFormTest {
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, gpu, 9.0, WHOLE",
    "TF32, gpu, 9.0, WHOLE",
    "FLOAT32, cpu, 9.0, WHOLE",
    "BFLOAT16, cpu, 9.0, ROUNDED",
    "BFLOAT16, gpu, 7.5, ROUNDED",
    "BFLOAT16, gpu, 8.0, BFLOAT16",
    "BFLOAT16, gpu, 12.0, BFLOAT16"
  })
  void aGpuThatHasBfloat16MultipliesInIt(
      Precision precision, String device, String capability, ProductForm expected) {
    CudaDriver driver = mock(CudaDriver.class);
    when(driver.capability(0)).thenReturn(capability);
    CudaProbe probe = new CudaProbe(() -> Optional.of(driver), Map.of());

    Device where = device.equals("gpu") ? Device.gpu(0) : Device.CPU;

    assertThat(ProductForm.of(precision, where, probe)).isEqualTo(expected);
  }

  @Test
  void aGpuThatTellsNothingIsGivenRoundedOperands() {
    CudaProbe probe = new CudaProbe(Optional::empty, Map.of());

    assertThat(ProductForm.of(Precision.BFLOAT16, Device.gpu(0), probe))
        .isEqualTo(ProductForm.ROUNDED);
  }
}
