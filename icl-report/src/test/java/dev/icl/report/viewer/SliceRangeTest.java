package dev.icl.report.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceRangeTest {
  @Test
  void aRangeHasItsFirstAndItsLastSlice() {
    assertThat(SliceRange.of("3-12")).isEqualTo(new SliceRange(3, 12));
    assertThat(SliceRange.of("4-4")).isEqualTo(new SliceRange(4, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0-3", "7-6", "a-b", "1-99999999", "-3-4"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> SliceRange.of(text))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--slices: '%s' is no range of slices; write the first and the last one, counted from 1, as 10-40.",
            text);
  }
}
