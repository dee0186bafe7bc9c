package dev.icl.data.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.data.augment.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NearestZoomTest {
  private static final Golden GOLDEN = Golden.zoom();

  static Stream<String> maps() {
    return Stream.concat(GOLDEN.names("map/"), GOLDEN.names("map_cval/"));
  }

  static Stream<String> zooms() {
    return GOLDEN.names("zoom/").filter(n -> n.endsWith("/in")).map(n -> n.replace("/in", ""));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void indicesEqualScipys(String name) {
    String[] sizes = name.substring(name.indexOf('/') + 1).split("_");

    int[] indices =
        NearestZoom.indices(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Edge.ZERO);

    assertThat(indices).isEqualTo(GOLDEN.get(name).toInts());
  }

  @ParameterizedTest
  @MethodSource("zooms")
  void labelMapEqualsScipys(String name) {
    Golden.Entry in = GOLDEN.get(name + "/in");
    Golden.Entry out = GOLDEN.get(name + "/out");

    byte[] zoomed =
        NearestZoom.label(
            in.toBytes(), in.shape()[0], in.shape()[1], out.shape()[0], out.shape()[1], Edge.ZERO);

    assertThat(zoomed).isEqualTo(out.toBytes());
  }

  @ParameterizedTest
  @MethodSource("zooms")
  void imageEqualsScipys(String name) {
    Golden.Entry in = GOLDEN.get(name + "/in");
    Golden.Entry out = GOLDEN.get(name + "/out");

    float[] zoomed =
        NearestZoom.image(
            floats(in), in.shape()[0], in.shape()[1], out.shape()[0], out.shape()[1], Edge.ZERO);

    assertThat(zoomed).isEqualTo(floats(out));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void clampingDiffersOnlyWhereScipyLosesASample(String name) {
    String[] sizes = name.substring(name.indexOf('/') + 1).split("_");
    int from = Integer.parseInt(sizes[0]);
    int[] expected = GOLDEN.get(name).toInts();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = expected[i] < 0 ? from - 1 : expected[i];
    }

    assertThat(NearestZoom.indices(from, expected.length, Edge.CLAMP)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "5, 1", "1, 1"})
  void aSingleSampleIsAllowed(int from, int to) {
    assertThat(NearestZoom.indices(from, to, Edge.ZERO)).hasSize(to).containsOnly(0);
  }

  @Test
  void anEmptyAxisIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearestZoom.indices(0, 4, Edge.CLAMP))
        .withMessage("cannot resize 0 samples to 4");
  }

  private static float[] floats(Golden.Entry entry) {
    byte[] bytes = entry.toBytes();
    float[] out = new float[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes[i] & 0xff;
    }
    return out;
  }
}
