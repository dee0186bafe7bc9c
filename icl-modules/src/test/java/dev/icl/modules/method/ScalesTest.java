package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalesTest {
  @Test
  void allLevelsAreReadUnlessSomeAreNamed() {
    assertThat(scales(List.of())).containsExactly(0, 1, 2);
    assertThat(scales(List.of(1))).containsExactly(0);
    assertThat(scales(List.of(3, 2))).containsExactly(1, 2);
    assertThat(scales(List.of(3, 1, 2))).containsExactly(0, 1, 2);
  }

  @Test
  void levelsAreCountedFromOneAndNamedOnce() {
    for (List<Integer> wrong : List.of(List.of(0), List.of(4), List.of(2, 2))) {
      assertThatThrownBy(() -> scales(wrong))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("method.ablation.scales: " + wrong + " does not name");
    }
  }

  private static List<Integer> scales(List<Integer> named) {
    AblationConfig ablation = new AblationConfig(1, 1, named);
    return Scales.of("icl", new IclSettings(50, List.of(8, 4, 2), 0, "dense", 64, ablation), 3);
  }
}
