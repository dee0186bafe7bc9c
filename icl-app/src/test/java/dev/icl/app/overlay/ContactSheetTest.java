package dev.icl.app.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.overlay.SliceOrder.Rated;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.sample.Spacing;
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

  @Test
  void thePlanesAreThoseThatShowMostOfWhatIsLabelled() {
    Sample volume = Sample.of(new SampleId("case", "patient"), Shape.of(3, 4, 5), new float[60]);
    byte[] labels = new byte[60];
    // three voxels of slice 2, two of them in row 3 and two in column 1
    labels[2 * 20 + 3 * 5 + 1] = 1;
    labels[2 * 20 + 3 * 5 + 4] = 2;
    labels[2 * 20 + 1] = 1;
    labels[5] = 1;

    assertThat(MostLabelled.planes(volume, labels))
        .containsExactly(new Cut(0, 2), new Cut(1, 3), new Cut(2, 1));
    assertThat(MostLabelled.planes(volume, new byte[60]))
        .containsExactly(new Cut(0, 1), new Cut(1, 2), new Cut(2, 2));
  }

  @Test
  void theFirstAxisRunsUpwardsInTheOtherPlanes() {
    float[] image = new float[2 * 24];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    Sample volume =
        Sample.of(new SampleId("case", "patient"), 2, Shape.of(2, 3, 4), image)
            .withSpacing(Spacing.of(5, 2, 1));

    assertThat(new Cut(0, 1).values(volume, 0)).startsWith(12, 13, 14, 15, 16).hasSize(12);
    assertThat(new Cut(1, 2).values(volume, 0)).containsExactly(20, 21, 22, 23, 8, 9, 10, 11);
    assertThat(new Cut(2, 3).values(volume, 1)).containsExactly(39, 43, 47, 27, 31, 35);
    assertThat(new Cut(0, 0))
        .extracting(c -> c.heightMm(volume), c -> c.widthMm(volume))
        .containsExactly(6.0, 4.0);
    assertThat(new Cut(1, 0))
        .extracting(c -> c.heightMm(volume), c -> c.widthMm(volume))
        .containsExactly(10.0, 4.0);
    assertThat(new Cut(2, 0))
        .extracting(c -> c.heightMm(volume), c -> c.widthMm(volume))
        .containsExactly(10.0, 6.0);
  }

  @Test
  void thePlanesAreAboveTheSlicesWhereThereAreSeveral() {
    BufferedImage one = new ContactSheet(CLASSES).draw(volume(1), new byte[4], "");
    BufferedImage two = new ContactSheet(CLASSES).draw(volume(2), new byte[8], "");

    assertThat(two.getHeight()).isGreaterThan(one.getHeight() + 200);
  }

  @Test
  void ofSeveralChannelsTheFirstIsDrawnAndNamed() {
    BufferedImage dark = channels(0, 1, "T1", "T2");
    BufferedImage same = channels(0, 5, "T1", "T2");
    BufferedImage bright = channels(1, 1, "T1", "T2");
    BufferedImage renamed = channels(0, 1, "FLAIR", "T2");

    assertThat(differing(dark, same)).isZero();
    assertThat(differing(dark, bright)).isGreaterThan(1000);
    assertThat(differing(dark, renamed)).isBetween(1, 1000);
  }

  /** A sheet of a case whose channels rise as steeply as the numbers say. */
  private static BufferedImage channels(int first, int second, String... names) {
    float[] image = new float[16];
    for (int i = 0; i < 8; i++) {
      image[i] = first * i;
      image[8 + i] = second * i;
    }
    Sample sample = Sample.of(new SampleId("case", "patient"), 2, Shape.of(2, 2, 2), image);
    return new ContactSheet(CLASSES, List.of(names)).draw(sample, new byte[8], "");
  }

  private static int differing(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) != b.getRGB(x, y) ? 1 : 0;
      }
    }
    return count;
  }

  private static List<Integer> lengths(byte[] labels, int height, int width) {
    List<Integer> lengths = new ArrayList<>();
    int steps = 0;
    PathIterator path = Outline.of(labels, height, width, 1).getPathIterator(null);
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
    return Sample.of(new SampleId("case", "patient"), Shape.of(slices, 2, 2), image);
  }
}
