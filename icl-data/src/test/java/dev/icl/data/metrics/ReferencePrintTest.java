package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePrintTest {
  /** [slices, rows, columns] of 2×2×3. */
  private static final byte[] MAP = {0, 1, 1, 0, 0, 2, 0, 0, 1, 2, 0, 0};

  @Test
  void everyClassButTheBackgroundHasItsPrint() {
    List<String> prints = ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 4);

    assertThat(prints).hasSize(3).allMatch(print -> print.matches("[0-9a-f]{16}"));
    assertThat(prints).doesNotHaveDuplicates();
    // printf '[1, 2]\n[1, 2]\n[3]' | sha256sum: columns, slices and rows of the class
    assertThat(prints.get(0)).isEqualTo("4633a97a6838f612");
  }

  @Test
  void theOrderAndTheDirectionOfAxesDoNotMatter() {
    byte[] turned = new byte[MAP.length];
    for (int z = 0; z < 2; z++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          turned[(x * 2 + (1 - y)) * 2 + z] = MAP[(z * 2 + y) * 3 + x];
        }
      }
    }

    assertThat(ReferencePrint.of(LabelMap.volume(3, 2, 2, turned), 3))
        .isEqualTo(ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 3));
  }

  @Test
  void aVoxelMoreOrElsewhereChangesItsClassAlone() {
    byte[] other = MAP.clone();
    other[6] = 1;
    byte[] moved = MAP.clone();
    moved[1] = 0;
    moved[0] = 1;
    List<String> prints = ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 3);

    for (byte[] changed : List.of(other, moved)) {
      List<String> now = ReferencePrint.of(LabelMap.volume(2, 2, 3, changed), 3);
      assertThat(now.get(0)).isNotEqualTo(prints.get(0));
      assertThat(now.get(1)).isEqualTo(prints.get(1));
    }
  }

  @Test
  void anImageIsAVolumeOfOneSlice() {
    byte[] image = {0, 1, 1, 0, 0, 1};
    assertThat(ReferencePrint.of(LabelMap.image(2, 3, image), 2))
        .isEqualTo(ReferencePrint.of(LabelMap.volume(1, 2, 3, image), 2));
  }

  @Test
  void marginsDoNotMatter() {
    byte[] wider = new byte[3 * 3 * 5];
    for (int z = 0; z < 2; z++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          wider[((z + 1) * 3 + y) * 5 + x + 2] = MAP[(z * 2 + y) * 3 + x];
        }
      }
    }

    assertThat(ReferencePrint.of(LabelMap.volume(3, 3, 5, wider), 4))
        .isEqualTo(ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 4));
  }

  @Test
  void anAbsentClassHasOnePrint() {
    assertThat(ReferencePrint.of(LabelMap.image(2, 3, new byte[6]), 2))
        .isEqualTo(ReferencePrint.of(LabelMap.volume(2, 2, 4, new byte[16]), 2))
        .doesNotContainAnyElementsOf(ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 3));
  }

  @Test
  void aLabelWithoutAClassIsRefused() {
    assertThatThrownBy(() -> ReferencePrint.of(LabelMap.volume(2, 2, 3, MAP), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
