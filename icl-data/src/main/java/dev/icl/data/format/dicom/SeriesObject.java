package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Sha256;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.Scan;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts that objects on a series have in common. They take over patient, study and frame of
 * reference, as the standard wants it.
 *
 * @param sources the elements of its files by their paths, in order
 * @param grid of its slices
 * @param first the elements of its first file
 */
record SeriesObject(Map<Path, Elements> sources, SeriesGrid grid, Elements first) {
  static final int STUDY = 0x0020000D;
  static final int FRAME_OF_REFERENCE = 0x00200052;
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final String IMPLICIT = "1.2.840.10008.1.2";

  /**
   * Reads the headers of a series.
   *
   * @param series as {@link DicomFormat} reads it
   * @param what the object is called in messages
   * @throws UserException if the series is none, or lacks what such an object needs
   */
  static SeriesObject of(Path series, String what) {
    List<DicomFile> files = new DicomFormat().series(series, ReadLimits.standard());
    SeriesGrid grid = SeriesGrid.of(series, FrameReader.frames(files));
    if (grid.affine().isEmpty()) {
      throw new UserException(
          "%s has no grid that %s could refer to: write .nii.gz instead.".formatted(series, what));
    }
    Map<Path, Elements> sources = new LinkedHashMap<>();
    files.forEach(file -> sources.put(file.file(), file.elements()));
    SeriesObject object = new SeriesObject(sources, grid, files.get(0).elements());
    object.require(STUDY, "StudyInstanceUID", what);
    object.require(FRAME_OF_REFERENCE, "FrameOfReferenceUID", what);
    return object;
  }

  private void require(int tag, String name, String what) {
    if (first.text(tag).isEmpty()) {
      throw new UserException(
          "%s lacks the DICOM element %s %s, which %s needs: write .nii.gz instead."
              .formatted(first.file(), name, Tags.shown(tag), what));
    }
  }

  /** Checks that a label map is one of the series. */
  void requireShape(Scan labels) {
    FrameFormat format = grid.frames().get(0).format();
    Shape shape = Shape.of(format.columns(), format.rows(), grid.frames().size());
    if (!labels.shape().equals(shape)) {
      throw new IllegalArgumentException("labels of shape " + labels.shape() + " for " + shape);
    }
  }

  /** The UID of the series, as bytes of which others are made. */
  byte[] identity() {
    return bytes(first.text(Tags.SERIES_INSTANCE).orElse(""));
  }

  /** A UID made of a hash, so that the same object has the same. */
  static String uid(String kind, String of) {
    String hash = Sha256.hex(bytes(kind + " " + of));
    return "2.25." + new BigInteger(hash.substring(0, 31), 16);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Adds patient, study and frame of reference. */
  void patient(Items all) {
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

  /** A reference to a slice: its file, and its number where files hold several. */
  Items reference(Frame slice) {
    Items image = reference(sources.getOrDefault(slice.file(), first));
    return sources.size() < grid.frames().size()
        ? image.text(0x00081160, "IS", Integer.toString(slice.number() + 1))
        : image;
  }

  /** A reference to a file of the series. */
  static Items reference(Elements file) {
    return new Items()
        .text(0x00081150, "UI", file.text(Tags.SOP_CLASS).orElse(""))
        .text(0x00081155, "UI", file.text(Tags.SOP_INSTANCE).orElse(""));
  }

  /**
   * A whole file.
   *
   * @param kind UID of the kind of object
   * @param instance UID of the object
   * @param all its elements
   * @param implicit whether kinds of values are left out
   */
  static byte[] file(String kind, String instance, Items all, boolean implicit) {
    byte[] meta =
        new Items()
            .bytes(0x00020001, new byte[] {0, 1})
            .text(0x00020002, "UI", kind)
            .text(0x00020003, "UI", instance)
            .text(Tags.TRANSFER_SYNTAX, "UI", implicit ? IMPLICIT : EXPLICIT)
            .text(0x00020012, "UI", uid("implementation", "ICL for the JVM"))
            .toBytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[DicomFile.PREAMBLE]);
    out.writeBytes(bytes("DICM"));
    out.writeBytes(new Items().wide(0x00020000, meta.length).toBytes());
    out.writeBytes(meta);
    out.writeBytes(all.toBytes(implicit));
    return out.toByteArray();
  }
}
