package dev.icl.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void theFirstFewAreNamedAndTheOthersCounted() {
    assertThat(Names.some(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Names.some(List.of("a", "b", "c"), 2, "; ")).isEqualTo("a; b and 1 more");
  }

  @Test
  void asManyAsMayBeNamedAreNamed() {
    assertThat(Names.some(List.of("a", "b"), 2)).isEqualTo("a, b");
    assertThat(Names.some(List.of(), 2)).isEmpty();
  }
}
