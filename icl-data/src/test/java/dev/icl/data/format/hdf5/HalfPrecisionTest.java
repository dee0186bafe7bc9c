package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
  /** Bit patterns of IEEE 754-2019, binary16. */
  @ParameterizedTest
  @CsvSource({
    "0, 0000",
    "1, 3c00",
    "-2, c000",
    "0.5, 3800",
    "0.33325195, 3555",
    // between 1 and the next, 1 + 2^-10: half way goes to the even one
    "1.00048828125, 3c00",
    "1.00146484375, 3c02",
    "1.0005, 3c01",
    // the smallest normal number, the largest below it, the smallest of all, half of that
    "0.00006103515625, 0400",
    "0.000060975551605224609375, 03ff",
    "0.000000059604644775390625, 0001",
    "0.0000000298023223876953125, 0000",
    "65504, 7bff",
    "65519, 7bff",
    "65520, 7c00"
  })
  void numbersAreRoundedToTheNearestHalf(float value, String bits) {
    assertThat("%04x".formatted(Hdf5Halves.half(value) & 0xffff)).isEqualTo(bits);
  }
}
