package dev.icl.data.format.dicom;

import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.Sha256;
import dev.icl.data.format.dicom.SegmentCodes.Code;
import dev.icl.data.format.dicom.SegmentationFrames.Place;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A DICOM segmentation object: the label map of a series, which it refers to slice by slice. Each
 * class but the background is a segment. Of the series it takes over patient, study and frame of
 * reference, as the standard wants it.
 */
public final class SegmentationObject {
  static final String CLASS = "1.2.840.10008.5.1.4.1.1.66.4";
  private static final Code PURPOSE =
      new Code("121322", "DCM", "Source image for image processing operation");
  private static final Code DERIVATION = new Code("113076", "DCM", "Segmentation");
  private static final int SEGMENT_NUMBER = 0x0062000B;
  private static final int SEGMENT_GROUP = 0x0062000A;

  private final SeriesObject series;
  private final SeriesGrid grid;
  private final Elements first;

  private SegmentationObject(Path path) {
    this.series = SeriesObject.of(path, "a segmentation object");
    this.grid = series.grid();
    this.first = series.first();
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
    SegmentationObject object = new SegmentationObject(series);
    byte[] bytes = object.bytes(labels, classes, now);
    AtomicFile.write(file, overwrite, out -> out.write(bytes));
  }

  private byte[] bytes(Scan labels, List<String> classes, LocalDateTime now) {
    series.requireShape(labels);
    FrameFormat format = grid.frames().get(0).format();
    SegmentationFrames frames = SegmentationFrames.of(labels, classes.size());
    String content = Sha256.hex(frames.samples(), series.identity());
    String instance = SeriesObject.uid("instance", content);
    Items all = new Items();
    series.patient(all);
    general(all, content, instance, now);
    image(all, format, frames, classes, content);
    references(all);
    groups(all, frames);
    all.bytes(Tags.PIXELS, frames.samples());
    return SeriesObject.file(CLASS, instance, all, false);
  }

  private static void general(Items all, String content, String instance, LocalDateTime now) {
    String date = DateTimeFormatter.BASIC_ISO_DATE.format(now.toLocalDate());
    String time = DateTimeFormatter.ofPattern("HHmmss").format(now);
    all.text(Tags.SOP_CLASS, "UI", CLASS)
        .text(Tags.SOP_INSTANCE, "UI", instance)
        .text(0x00080023, "DA", date)
        .text(0x00080033, "TM", time)
        .text(Tags.MODALITY, "CS", "SEG")
        .text(Tags.SERIES_DESCRIPTION, "LO", "Segmentation")
        .text(Tags.SERIES_INSTANCE, "UI", SeriesObject.uid("series", content))
        .text(0x00200011, "IS", "1")
        .text(0x00200013, "IS", "1")
        .text(0x00080070, "LO", "ICL for the JVM")
        .text(0x00081090, "LO", "ICL for the JVM")
        .text(0x00181000, "LO", "none")
        .text(0x00181020, "LO", "1")
        .text(0x00700080, "CS", "SEGMENTATION")
        .text(0x00700081, "LO", "Segmentation by a network")
        .text(0x00700084, "PN");
  }

  private void image(
      Items all,
      FrameFormat format,
      SegmentationFrames frames,
      List<String> classes,
      String content) {
    String dimensions = SeriesObject.uid("dimensions", content);
    boolean lossy = first.text(Tags.LOSSY).filter("01"::equals).isPresent();
    all.text(Tags.IMAGE_TYPE, "CS", "DERIVED", "PRIMARY")
        .small(Tags.SAMPLES_PER_PIXEL, 1)
        .text(Tags.PHOTOMETRIC, "CS", "MONOCHROME2")
        .text(Tags.FRAMES, "IS", Integer.toString(frames.places().size()))
        .small(Tags.ROWS, format.rows())
        .small(Tags.COLUMNS, format.columns())
        .small(Tags.BITS_ALLOCATED, 1)
        .small(Tags.BITS_STORED, 1)
        .small(Tags.HIGH_BIT, 0)
        .small(Tags.PIXEL_REPRESENTATION, 0)
        .text(Tags.LOSSY, "CS", lossy ? "01" : "00")
        .text(0x00620001, "CS", "BINARY")
        .text(0x00620013, "CS", "NO");
    if (lossy) {
      all.copy(first, 0x00282112, "DS", false).copy(first, 0x00282114, "CS", false);
    }
    List<Items> segments = new ArrayList<>();
    for (int i = 1; i < classes.size(); i++) {
      SegmentCodes codes = SegmentCodes.of(classes.get(i));
      segments.add(
          new Items()
              .small(0x00620004, i)
              .text(0x00620005, "LO", classes.get(i))
              .text(0x00620008, "CS", "AUTOMATIC")
              .text(0x00620009, "LO", "ICL for the JVM")
              .sequence(0x00620003, codes.category().items())
              .sequence(0x0062000F, codes.type().items()));
    }
    all.sequence(0x00620002, segments)
        .sequence(0x00209221, new Items().text(0x00209164, "UI", dimensions))
        .sequence(
            0x00209222,
            dimension(dimensions, SEGMENT_NUMBER, SEGMENT_GROUP, "Segment"),
            dimension(dimensions, Tags.POSITION, Tags.PLANE_POSITION, "Position"));
  }

  private static Items dimension(String uid, int pointer, int group, String label) {
    return new Items()
        .text(0x00209164, "UI", uid)
        .pointer(0x00209165, pointer)
        .pointer(0x00209167, group)
        .text(0x00209421, "LO", label);
  }

  private void references(Items all) {
    List<Items> instances = new ArrayList<>();
    series.sources().values().forEach(file -> instances.add(SeriesObject.reference(file)));
    all.sequence(
        0x00081115,
        new Items().copy(first, Tags.SERIES_INSTANCE, "UI", true).sequence(0x0008114A, instances));
  }

  private void groups(Items all, SegmentationFrames frames) {
    Frame one = grid.frames().get(0);
    double[] spacing = one.spacing().orElseThrow();
    double step = grid.affine().orElseThrow().spacing()[2];
    all.sequence(
        Tags.SHARED_GROUPS,
        new Items()
            .sequence(
                Tags.PLANE_ORIENTATION,
                new Items().decimals(Tags.ORIENTATION, one.orientation().orElseThrow()))
            .sequence(
                Tags.PIXEL_MEASURES,
                new Items()
                    .decimals(Tags.SLICE_THICKNESS, step)
                    .decimals(Tags.SLICE_SPACING, step)
                    .decimals(Tags.PIXEL_SPACING, spacing)));
    List<Items> each = new ArrayList<>();
    for (Place place : frames.places()) {
      Frame source = grid.frames().get(place.slice());
      Items image =
          series
              .reference(source)
              .text(0x0028135A, "CS", "YES")
              .sequence(0x0040A170, PURPOSE.items());
      each.add(
          new Items()
              .sequence(
                  0x00209111, new Items().wide(0x00209157, place.segment(), place.slice() + 1))
              .sequence(
                  Tags.PLANE_POSITION,
                  new Items().decimals(Tags.POSITION, source.position().orElseThrow()))
              .sequence(SEGMENT_GROUP, new Items().small(SEGMENT_NUMBER, place.segment()))
              .sequence(
                  0x00089124,
                  new Items()
                      .sequence(0x00082112, image)
                      .sequence(0x00089215, DERIVATION.items())));
    }
    all.sequence(Tags.FRAME_GROUPS, each);
  }
}
