package dev.icl.data.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestComponentsTest {
  @Test
  void theLargestOfEachClassStays() {
    assertThat(slice("11.1.22", ".1...2.", "2......"))
        .isEqualTo(cut("11...22", ".1...2.", "......."));
  }

  /** Four label maps of 12×15 and what BCP's program makes of them. */
  @Test
  void labelMapsAreCleanedAsInThePublishedProgram() throws IOException {
    byte[] all;
    try (InputStream file = LargestComponentsTest.class.getResourceAsStream("bcp2d.txt")) {
      String digits = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      all = digits.replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII);
    }
    for (int i = 0; i < all.length; i++) {
      all[i] -= '0';
    }
    int map = 12 * 15;
    for (int i = 0; i < 4; i++) {
      byte[] before = Arrays.copyOfRange(all, i * map, (i + 1) * map);
      byte[] after = Arrays.copyOfRange(all, (4 + i) * map, (5 + i) * map);

      assertThat(LargestComponents.of(before, Shape.of(12, 15), 4))
          .as("map %d", i)
          .isEqualTo(after);
    }
  }

  @Test
  void cornersConnect() {
    assertThat(slice("1....1", ".1..1.", "..1...")).isEqualTo(cut("1.....", ".1....", "..1..."));
  }

  @Test
  void voxelsConnectThroughSlicesAtCornersToo() {
    byte[] labels = {1, 0, 0, 0, /**/ 0, 0, 0, 1, /**/ 0, 0, 0, 0, /**/ 1, 0, 0, 0};

    assertThat(LargestComponents.of(labels, Shape.of(4, 2, 2), 2))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void cornersOfFourAxesConnectToo() {
    byte[] labels = new byte[16];
    labels[0] = 1;
    labels[15] = 1;
    labels[5] = 2;
    Shape shape = Shape.of(2, 2, 2, 2);

    assertThat(LargestComponents.of(labels, shape, 3)).isEqualTo(labels);
    assertThat(LargestComponents.of(labels, shape, 3, Neighbourhood.FACES))
        .containsExactly(1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void asFacesConnectCornersAndEdgesDoNot() {
    byte[] labels = cut(new String[] {"11.1", "..11", ".1..", "1..."});

    assertThat(LargestComponents.of(labels, Shape.of(4, 4), 2, Neighbourhood.FACES))
        .isEqualTo(cut(new String[] {"...1", "..11", "....", "...."}));
    assertThat(LargestComponents.of(labels, Shape.of(4, 4), 2)).isEqualTo(labels);
  }

  @Test
  void aRowIsAMapOfOneAxis() {
    assertThat(LargestComponents.of(new byte[] {1, 0, 1, 1, 2}, Shape.of(5), 3))
        .containsExactly(0, 0, 1, 1, 2);
  }

  @Test
  void ofTwoEquallyLargeTheFirstStays() {
    assertThat(slice("1.1", "1.1")).isEqualTo(cut("1..", "1.."));
  }

  @Test
  void aMapOfBackgroundStaysOne() {
    assertThat(slice("...", "...")).isEqualTo(cut("...", "..."));
  }

  @Test
  void aMapOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> LargestComponents.of(new byte[5], Shape.of(2, 3), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseKeepsWhatFloodFillingFinds(int seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    byte[] labels = new byte[5 * 9 * 11];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (random.nextDouble() < 0.8 ? 0 : 1 + random.nextInt(2));
    }

    byte[] found = LargestComponents.of(labels, Shape.of(5, 9, 11), 3);

    for (byte c = 1; c < 3; c++) {
      assertThat(found).as("class %d", c).satisfies(largestOf(labels, c));
    }
  }

  private static Consumer<byte[]> largestOf(byte[] labels, byte wanted) {
    boolean[] best = flood(labels, wanted);
    return found -> {
      for (int i = 0; i < labels.length; i++) {
        assertThat(found[i] == wanted).isEqualTo(best[i]);
      }
    };
  }

  /** The plain way: from every voxel to its neighbours. */
  private static boolean[] flood(byte[] labels, byte wanted) {
    boolean[] seen = new boolean[labels.length];
    boolean[] best = new boolean[labels.length];
    int most = 0;
    for (int start = 0; start < labels.length; start++) {
      if (seen[start] || labels[start] != wanted) {
        continue;
      }
      boolean[] part = new boolean[labels.length];
      int size = 0;
      Deque<Integer> open = new ArrayDeque<>();
      open.add(start);
      seen[start] = true;
      while (!open.isEmpty()) {
        int at = open.remove();
        part[at] = true;
        size++;
        for (int n = 0; n < 27; n++) {
          int z = at / 99 + n / 9 - 1;
          int y = at / 11 % 9 + n / 3 % 3 - 1;
          int x = at % 11 + n % 3 - 1;
          if (z < 0 || y < 0 || x < 0 || z > 4 || y > 8 || x > 10) {
            continue;
          }
          int next = (z * 9 + y) * 11 + x;
          if (!seen[next] && labels[next] == wanted) {
            seen[next] = true;
            open.add(next);
          }
        }
      }
      if (size > most) {
        most = size;
        best = part;
      }
    }
    return best;
  }

  private static byte[] slice(String... rows) {
    return LargestComponents.of(cut(rows), Shape.of(rows.length, rows[0].length()), 3);
  }

  private static byte[] cut(String... rows) {
    String all = String.join("", rows);
    byte[] labels = new byte[all.length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (all.charAt(i) == '.' ? 0 : all.charAt(i) - '0');
    }
    return labels;
  }
}
