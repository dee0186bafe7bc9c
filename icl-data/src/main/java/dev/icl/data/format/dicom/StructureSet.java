package dev.icl.data.format.dicom;

import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.Sha256;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A DICOM RT structure set: the label map of a series as closed contours in its slices. Each class
 * but the background is a region. The contours go along the sides of pixels, so that what is inside
 * an odd number of them is the label map again; a hole is a contour inside another.
 */
public final class StructureSet {
  static final String CLASS = "1.2.840.10008.5.1.4.1.1.481.3";
  private static final String STUDY_CLASS = "1.2.840.10008.3.1.2.3.1";
  private static final int CONTOUR_IMAGES = 0x30060016;
  private static final int REGION_NUMBER = 0x30060084;
  private static final int[][] COLOURS = {
    {230, 60, 50}, {60, 160, 230}, {80, 190, 80}, {240, 180, 40}, {170, 90, 200}, {40, 190, 180}
  };

  private final SeriesObject series;

  private StructureSet(Path path) {
    this.series = SeriesObject.of(path, "a structure set");
  }

  /**
   * Writes the segmentation of a series; the file appears whole or not at all.
   *
   * @param file where
   * @param series the series, as {@link DicomFormat} reads it
   * @param labels class of each voxel, on the grid of the series
   * @param classes their names, the background first; at least two
   * @param overwrite whether a file that exists may be replaced
   * @param now the time that is written as that of the making
   * @throws dev.icl.core.error.UserException if the series is none, lacks what the object needs or
   *     is of another shape, the file exists and may not be replaced, or writing fails
   */
  public static void write(
      Path file,
      Path series,
      Scan labels,
      List<String> classes,
      boolean overwrite,
      LocalDateTime now) {
    AtomicFile.refuseExisting(file, overwrite);
    StructureSet set = new StructureSet(series);
    byte[] bytes = set.bytes(labels, classes, now);
    AtomicFile.write(file, overwrite, out -> out.write(bytes));
  }

  private byte[] bytes(Scan labels, List<String> classes, LocalDateTime now) {
    series.requireShape(labels);
    byte[] values = labels.labels(AxisOrder.FIRST_FASTEST, classes.size());
    String content = Sha256.hex(values, series.identity());
    String instance = SeriesObject.uid("structure set", content);
    Items all = new Items();
    series.patient(all);
    general(all, content, instance, now);
    all.sequence(0x30060010, frameOfReference());
    List<Items> regions = new ArrayList<>();
    List<Items> contours = new ArrayList<>();
    List<Items> observations = new ArrayList<>();
    for (int c = 1; c < classes.size(); c++) {
      regions.add(region(c, classes.get(c)));
      contours.add(contours(c, values));
      observations.add(
          new Items()
              .text(0x30060082, "IS", Integer.toString(c))
              .text(REGION_NUMBER, "IS", Integer.toString(c))
              .text(0x300600A4, "CS")
              .text(0x300600A6, "PN"));
    }
    all.sequence(0x30060020, regions)
        .sequence(0x30060039, contours)
        .sequence(0x30060080, observations)
        .text(0x300E0002, "CS", "UNAPPROVED");
    return SeriesObject.file(CLASS, instance, all, !all.fitsExplicit());
  }

  private static void general(Items all, String content, String instance, LocalDateTime now) {
    String date = DateTimeFormatter.BASIC_ISO_DATE.format(now.toLocalDate());
    String time = DateTimeFormatter.ofPattern("HHmmss").format(now);
    all.text(Tags.SOP_CLASS, "UI", CLASS)
        .text(Tags.SOP_INSTANCE, "UI", instance)
        .text(Tags.MODALITY, "CS", "RTSTRUCT")
        .text(Tags.SERIES_DESCRIPTION, "LO", "Segmentation")
        .text(Tags.SERIES_INSTANCE, "UI", SeriesObject.uid("structure series", content))
        .text(0x00200011, "IS", "1")
        .text(0x00080070, "LO", "ICL for the JVM")
        .text(0x00081070, "PN")
        .text(0x00081090, "LO", "ICL for the JVM")
        .text(0x30060002, "SH", "SEGMENTATION")
        .text(0x30060008, "DA", date)
        .text(0x30060009, "TM", time);
  }

  private Items frameOfReference() {
    Elements first = series.first();
    List<Items> images = new ArrayList<>();
    series.sources().values().forEach(source -> images.add(SeriesObject.reference(source)));
    return new Items()
        .copy(first, SeriesObject.FRAME_OF_REFERENCE, "UI", true)
        .sequence(
            0x30060012,
            new Items()
                .text(0x00081150, "UI", STUDY_CLASS)
                .text(0x00081155, "UI", first.text(SeriesObject.STUDY).orElse(""))
                .sequence(
                    0x30060014,
                    new Items()
                        .copy(first, Tags.SERIES_INSTANCE, "UI", true)
                        .sequence(CONTOUR_IMAGES, images)));
  }

  private Items region(int number, String name) {
    return new Items()
        .text(0x30060022, "IS", Integer.toString(number))
        .text(0x30060024, "UI", series.first().text(SeriesObject.FRAME_OF_REFERENCE).orElse(""))
        .text(0x30060026, "LO", name)
        .text(0x30060036, "CS", "AUTOMATIC");
  }

  private Items contours(int number, byte[] values) {
    int[] colour = COLOURS[(number - 1) % COLOURS.length];
    List<Items> all = new ArrayList<>();
    List<Frame> frames = series.grid().frames();
    for (int z = 0; z < frames.size(); z++) {
      Frame frame = frames.get(z);
      int columns = frame.format().columns();
      int rows = frame.format().rows();
      for (int[] corners : SliceContours.of(values, z * columns * rows, columns, rows, number)) {
        all.add(contour(frame, corners));
      }
    }
    Items region =
        new Items()
            .text(
                0x3006002A,
                "IS",
                Integer.toString(colour[0]),
                Integer.toString(colour[1]),
                Integer.toString(colour[2]))
            .text(REGION_NUMBER, "IS", Integer.toString(number));
    return all.isEmpty() ? region : region.sequence(0x30060040, all);
  }

  private Items contour(Frame frame, int[] corners) {
    return new Items()
        .sequence(CONTOUR_IMAGES, series.reference(frame))
        .text(0x30060042, "CS", "CLOSED_PLANAR")
        .text(0x30060046, "IS", Integer.toString(corners.length / 2))
        .decimals(0x30060050, places(frame, corners));
  }

  /** Corners of pixels in mm, to a ten-thousandth. */
  private static double[] places(Frame frame, int[] corners) {
    double[] position = frame.position().orElseThrow();
    double[] axes = frame.orientation().orElseThrow();
    double[] spacing = frame.spacing().orElseThrow();
    double[] places = new double[corners.length / 2 * 3];
    for (int i = 0; i < corners.length / 2; i++) {
      // positions are those of the middles of pixels
      double right = (corners[2 * i] - 0.5) * spacing[1];
      double down = (corners[2 * i + 1] - 0.5) * spacing[0];
      for (int axis = 0; axis < 3; axis++) {
        double place = position[axis] + axes[axis] * right + axes[3 + axis] * down;
        places[3 * i + axis] = Math.rint(place * 1e4) / 1e4;
      }
    }
    return places;
  }
}
