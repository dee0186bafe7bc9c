package dev.icl.data.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureSetTest {
  private static final Path SERIES = DicomResources.of("explicit");
  private static final int COLUMNS = 23;
  private static final int ROWS = 17;
  private static final int AREA = COLUMNS * ROWS;
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 5, 17, 9, 8, 7);

  @TempDir private Path folder;

  /** Blocks, holes, pixels that touch at corners, and what lies at the border of the image. */
  @Test
  void whatIsInsideTheContoursIsTheLabelMap() throws IOException {
    Random random = new Random(3);
    byte[] classes = new byte[4 * AREA];
    for (int i = 0; i < 2 * AREA; i++) {
      classes[i] = (byte) random.nextInt(3);
    }
    for (int y = 2; y < 12; y++) {
      for (int x = 3; x < 20; x++) {
        boolean hole = y > 4 && y < 9 && x > 6 && x < 15;
        classes[3 * AREA + y * COLUMNS + x] = (byte) (hole ? 0 : 2);
      }
    }

    Elements set = written(classes);

    byte[] inside = new byte[classes.length];
    List<Elements> regions = set.items(0x30060039);
    assertThat(regions).hasSize(2);
    for (int region = 1; region <= 2; region++) {
      for (Elements contour : regions.get(region - 1).items(0x30060040)) {
        toggle(contour, inside, region);
      }
    }
    assertThat(inside).isEqualTo(classes);
  }

  @Test
  void namesPatientAndReferencesAreThoseOfTheSeries() throws IOException {
    byte[] classes = new byte[4 * AREA];
    classes[AREA + 30] = 1;

    Elements set = written(classes);

    assertThat(set.text(Tags.PATIENT_ID)).contains("NOBODY-7");
    assertThat(set.text(Tags.MODALITY)).contains("RTSTRUCT");
    assertThat(set.items(0x30060020))
        .extracting(region -> region.text(0x30060026).orElseThrow())
        .containsExactly("liver", "thing");
    Elements liver = set.items(0x30060039).get(0);
    Elements contour = liver.items(0x30060040).get(0);
    assertThat(contour.text(0x30060042)).contains("CLOSED_PLANAR");
    assertThat(contour.text(0x30060046)).contains("4");
    String image = contour.item(0x30060016).orElseThrow().text(0x00081155).orElseThrow();
    assertThat(image + "/0").isEqualTo(frames().get(1).instance());
    // empty, but a region all the same
    assertThat(set.items(0x30060039).get(1).items(0x30060040)).isEmpty();
    assertThat(
            set.item(0x30060010)
                .flatMap(f -> f.item(0x30060012))
                .flatMap(study -> study.item(0x30060014))
                .orElseThrow()
                .items(0x30060016))
        .hasSize(4);
  }

  /** Explicit little endian has 16 bits for the length of a text. */
  @Test
  void longContoursAreWrittenWithoutKindsOfValues() {
    double[] places = new double[30_000];
    Arrays.fill(places, 12.5);
    Items items = new Items().sequence(0x30060040, new Items().decimals(0x30060050, places));

    assertThat(items.fitsExplicit()).isFalse();
    byte[] bytes = items.toBytes(true);
    int length = 5 * places.length;
    assertThat(bytes).hasSize(8 + 8 + 8 + length);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt(4)).isEqualTo(8 + 8 + length);
    assertThat(in.getInt(20)).isEqualTo(length);
    assertThat(new Items().decimals(0x30060050, 1, 2).fitsExplicit()).isTrue();
  }

  private Elements written(byte[] classes) throws IOException {
    Path file = folder.resolve("out.dcm");
    Scan labels = VolumeFormats.installed().readImage(SERIES).withVoxels(Voxels.ofLabels(classes));
    StructureSet.write(file, SERIES, labels, List.of("background", "liver", "thing"), true, NOW);
    return DicomFile.whole(file, Files.readAllBytes(file), ReadLimits.standard()).elements();
  }

  /** Counts at the middle of each pixel how many lines of the contour lie to its left. */
  private static void toggle(Elements contour, byte[] inside, int region) {
    double[] places =
        Arrays.stream(contour.text(0x30060050).orElseThrow().split("\\\\"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    String image = contour.item(0x30060016).orElseThrow().text(0x00081155).orElseThrow();
    List<Frame> frames = frames();
    int slice = frames.stream().map(Frame::instance).toList().indexOf(image + "/0");
    int count = places.length / 3;
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      double[] index = index(frames.get(slice), places, 3 * i);
      x[i] = index[0];
      y[i] = index[1];
      assertThat(Math.abs(index[2])).isLessThan(0.001);
    }
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        boolean odd = false;
        for (int i = 0; i < count; i++) {
          int j = (i + 1) % count;
          boolean crosses = y[i] > row != y[j] > row;
          odd ^= crosses && (x[i] + x[j]) / 2 < column;
        }
        if (odd) {
          inside[slice * AREA + row * COLUMNS + column] ^= (byte) region;
        }
      }
    }
  }

  private static List<Frame> frames() {
    return SeriesGrid.of(
            SERIES, FrameReader.frames(new DicomFormat().series(SERIES, ReadLimits.standard())))
        .frames();
  }

  /** Column and row of a place in mm, and its distance from the slice. */
  private static double[] index(Frame frame, double[] places, int from) {
    double[] axes = frame.orientation().orElseThrow();
    double[] normal = {
      axes[1] * axes[5] - axes[2] * axes[4],
      axes[2] * axes[3] - axes[0] * axes[5],
      axes[0] * axes[4] - axes[1] * axes[3]
    };
    double[] index = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double along = places[from + axis] - frame.position().orElseThrow()[axis];
      index[0] += along * axes[axis] / frame.spacing().orElseThrow()[1];
      index[1] += along * axes[3 + axis] / frame.spacing().orElseThrow()[0];
      index[2] += along * normal[axis];
    }
    return index;
  }
}
