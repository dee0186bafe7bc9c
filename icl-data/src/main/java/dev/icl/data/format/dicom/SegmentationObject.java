package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.Sha256;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.dicom.SegmentCodes.Code;
import dev.icl.data.format.dicom.SegmentationFrames.Place;
import dev.icl.data.scan.Scan;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DICOM segmentation object: the label map of a series, which it refers to slice by slice. Each
 * class but the background is a segment. Of the series it takes over patient, study and frame of
 * reference, as the standard wants it.
 */
public final class SegmentationObject {
  static final String CLASS = "1.2.840.10008.5.1.4.1.1.66.4";
  private static final String SYNTAX = "1.2.840.10008.1.2.1";
  private static final Code PURPOSE =
      new Code("121322", "DCM", "Source image for image processing operation");
  private static final Code DERIVATION = new Code("113076", "DCM", "Segmentation");
  private static final int STUDY = 0x0020000D;
  private static final int FRAME_OF_REFERENCE = 0x00200052;
  private static final int SEGMENT_NUMBER = 0x0062000B;
  private static final int SEGMENT_GROUP = 0x0062000A;

  private final List<DicomFile> files;
  private final SeriesGrid grid;
  private final Elements first;

  private SegmentationObject(Path series) {
    this.files = DicomFormat.series(series, ReadLimits.standard());
    this.grid = SeriesGrid.of(series, FrameReader.frames(files));
    this.first = files.get(0).elements();
    if (grid.affine().isEmpty()) {
      throw new UserException(
          "%s has no grid that a segmentation object could refer to: write .nii.gz instead."
              .formatted(series));
    }
    require(STUDY, "StudyInstanceUID");
    require(FRAME_OF_REFERENCE, "FrameOfReferenceUID");
  }

  private void require(int tag, String name) {
    if (first.text(tag).isEmpty()) {
      throw new UserException(
          "%s lacks the DICOM element %s %s, which a segmentation object needs: write .nii.gz instead."
              .formatted(first.file(), name, Tags.shown(tag)));
    }
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
   * @throws UserException if the series is none, lacks what the object needs or is of another
   *     shape, the file exists and may not be replaced, or writing fails
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
    FrameFormat format = grid.frames().get(0).format();
    int[] shape = {format.columns(), format.rows(), grid.frames().size()};
    if (!Arrays.equals(labels.shape(), shape)) {
      throw new IllegalArgumentException(
          "labels of shape " + Arrays.toString(labels.shape()) + " for " + Arrays.toString(shape));
    }
    SegmentationFrames frames = SegmentationFrames.of(labels, classes.size());
    String content =
        Sha256.hex(frames.samples(), text(first.text(Tags.SERIES_INSTANCE).orElse("")));
    String instance = uid("instance", content);
    Items all = new Items();
    patient(all);
    general(all, content, instance, now);
    image(all, format, frames, classes, content);
    references(all);
    groups(all, frames);
    all.bytes(Tags.PIXELS, frames.samples());
    byte[] meta =
        new Items()
            .bytes(0x00020001, new byte[] {0, 1})
            .text(0x00020002, "UI", CLASS)
            .text(0x00020003, "UI", instance)
            .text(Tags.TRANSFER_SYNTAX, "UI", SYNTAX)
            .text(0x00020012, "UI", uid("implementation", "ICL for the JVM"))
            .toBytes();
    byte[] length = new Items().wide(0x00020000, meta.length).toBytes();
    byte[] body = all.toBytes();
    byte[] out = new byte[132 + length.length + meta.length + body.length];
    System.arraycopy(text("DICM"), 0, out, 128, 4);
    System.arraycopy(length, 0, out, 132, length.length);
    System.arraycopy(meta, 0, out, 132 + length.length, meta.length);
    System.arraycopy(body, 0, out, 132 + length.length + meta.length, body.length);
    return out;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A UID made of a hash, so that the same segmentation has the same. */
  private static String uid(String kind, String of) {
    String hash = Sha256.hex(text(kind + " " + of));
    return "2.25." + new BigInteger(hash.substring(0, 31), 16);
  }

  private void patient(Items all) {
    all.copy(first, 0x00080005, "CS", false)
        .copy(first, 0x00100010, "PN", true)
        .copy(first, Tags.PATIENT_ID, "LO", true)
        .copy(first, Tags.PATIENT_ISSUER, "LO", false)
        .copy(first, 0x00100030, "DA", true)
        .copy(first, 0x00100040, "CS", true)
        .copy(first, STUDY, "UI", true)
        .copy(first, 0x00080020, "DA", true)
        .copy(first, 0x00080030, "TM", true)
        .copy(first, 0x00080050, "SH", true)
        .copy(first, 0x00080090, "PN", true)
        .copy(first, 0x00081030, "LO", false)
        .copy(first, 0x00200010, "SH", true)
        .copy(first, FRAME_OF_REFERENCE, "UI", true)
        .copy(first, 0x00201040, "LO", true);
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
        .text(Tags.SERIES_INSTANCE, "UI", uid("series", content))
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
    String dimensions = uid("dimensions", content);
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
    files.forEach(file -> instances.add(reference(file.elements())));
    all.sequence(
        0x00081115,
        new Items().copy(first, Tags.SERIES_INSTANCE, "UI", true).sequence(0x0008114A, instances));
  }

  private static Items reference(Elements file) {
    return new Items()
        .text(0x00081150, "UI", file.text(Tags.SOP_CLASS).orElse(""))
        .text(0x00081155, "UI", file.text(Tags.SOP_INSTANCE).orElse(""));
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
    Map<Path, Elements> sources = new LinkedHashMap<>();
    files.forEach(file -> sources.put(file.file(), file.elements()));
    List<Items> each = new ArrayList<>();
    for (Place place : frames.places()) {
      Frame source = grid.frames().get(place.slice());
      Items image = reference(sources.getOrDefault(source.file(), first));
      if (files.size() < grid.frames().size()) {
        image.text(0x00081160, "IS", Integer.toString(source.number() + 1));
      }
      image.text(0x0028135A, "CS", "YES").sequence(0x0040A170, PURPOSE.items());
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
