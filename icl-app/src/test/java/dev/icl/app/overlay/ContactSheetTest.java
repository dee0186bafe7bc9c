package dev.icl.app.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.overlay.SliceOrder.Rated;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final List<String> CLASSES = List.of("background", "RV", "LV");

  @TempDir Path folder;

  @Test
  void theWorstSliceComesFirstAndEmptyOnesLast() {
    byte[] reference = {1, 1, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 2, 0, 0};
    byte[] prediction = {1, 1, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 0, 0, 0};
    Sample volume = volume(3).withLabel(reference);

    List<Rated> order = SliceOrder.of(volume, prediction, 3);

    assertThat(order).extracting(Rated::index).containsExactly(2, 0, 1);
    assertThat(order.get(0).dice()).hasValue(0.5);
    assertThat(order.get(2).dice()).isEmpty();
  }

  @Test
  void withoutAReferenceSlicesComeInTheirOrder() {
    assertThat(SliceOrder.of(volume(3), new byte[12], 3))
        .extracting(Rated::index)
        .containsExactly(0, 1, 2);
  }

  @Test
  void anOutlineRunsAroundEveryPartAndHole() {
    byte[] ring = {1, 1, 1, 0, 1, /**/ 1, 0, 1, 0, 0, /**/ 1, 1, 1, 0, 0};

    assertThat(lengths(ring, 3, 5)).containsExactlyInAnyOrder(12, 4, 4);
  }

  @Test
  void partsThatMeetAtACornerAreOutlinedWhole() {
    byte[] corner = {1, 0, /**/ 0, 1};

    assertThat(lengths(corner, 2, 2).stream().mapToInt(i -> i).sum()).isEqualTo(8);
  }

  @Test
  void thePictureHasTheColoursOfThePredictedClasses() throws IOException {
    Path file = folder.resolve("case.png");
    byte[] prediction = {1, 1, 0, 0, /**/ 0, 0, 0, 0};

    new ContactSheet(CLASSES).write(file, volume(2), prediction, "");
    BufferedImage found = ImageIO.read(file.toFile());
    new ContactSheet(CLASSES).write(file, volume(2), new byte[8], "");
    BufferedImage nothing = ImageIO.read(file.toFile());

    assertThat(count(found, 0x56B4E9)).isGreaterThan(count(nothing, 0x56B4E9) + 100);
    assertThat(count(found, 0xE69F00)).isEqualTo(count(nothing, 0xE69F00));
  }

  @Test
  void aCaseOfManySlicesShowsSomeOfThem() {
    BufferedImage few = new ContactSheet(CLASSES).draw(volume(24), new byte[96], "");
    BufferedImage many = new ContactSheet(CLASSES).draw(volume(300), new byte[1200], "");

    assertThat(many.getHeight()).isEqualTo(few.getHeight());
  }

  private static List<Integer> lengths(byte[] labels, int height, int width) {
    List<Integer> lengths = new ArrayList<>();
    int steps = 0;
    PathIterator path = Outline.of(labels, 0, height, width, 1).getPathIterator(null);
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(new double[6]);
      steps = kind == PathIterator.SEG_MOVETO ? 0 : steps + 1;
      if (kind == PathIterator.SEG_CLOSE) {
        lengths.add(steps - 1);
      }
    }
    return lengths;
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  private static Sample volume(int slices) {
    float[] image = new float[slices * 4];
    for (int i = 0; i < image.length; i++) {
      image[i] = i % 5;
    }
    return Sample.of(new SampleId("case", "patient"), new int[] {slices, 2, 2}, image);
  }
}
