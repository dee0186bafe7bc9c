package dev.icl.data.format.dicom;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reader of what a file says of each of its frames. */
final class FrameReader {
  private static final double UNIT_TOLERANCE = 1e-2;

  private final DicomFile file;

  FrameReader(DicomFile file) {
    this.file = file;
  }

  /**
   * The frames of several files, one file after the other.
   *
   * @throws UserException if one holds no image, or one that is not read, or its header is unusable
   */
  static List<Frame> frames(List<DicomFile> files) {
    return files.stream().flatMap(file -> new FrameReader(file).frames().stream()).toList();
  }

  /**
   * The frames, in the order of the file.
   *
   * @throws UserException if it holds no image, or one that is not read, or the header is unusable
   */
  List<Frame> frames() {
    if (!file.isImage()) {
      throw new UserException("%s holds no image: name a series that does.".formatted(file.file()));
    }
    FrameFormat format = FrameFormat.of(file);
    refuseNoVolume();
    int count = file.frames();
    Elements elements = file.elements();
    List<Elements> each = elements.items(Tags.FRAME_GROUPS);
    if (count > 1 && each.size() != count) {
      throw new UserException(
          "%s has %d frames, but %s tells the place of %d: choose a series whose frames have places."
              .formatted(file.file(), count, Tags.shown(Tags.FRAME_GROUPS), each.size()));
    }
    List<Frame> frames = new ArrayList<>();
    Optional<Elements> shared = elements.item(Tags.SHARED_GROUPS);
    for (int i = 0; i < count; i++) {
      Optional<Elements> own = each.isEmpty() ? Optional.empty() : Optional.of(each.get(i));
      frames.add(frame(i, format, own, shared));
    }
    return frames;
  }

  private void refuseNoVolume() {
    String type = file.elements().text(Tags.IMAGE_TYPE).orElse("");
    List<String> parts = List.of(type.split("\\\\"));
    if (parts.contains("LOCALIZER")) {
      throw new UserException(
          "%s is a localiser (ImageType), whose slices make no volume: choose another series."
              .formatted(file.file()));
    }
    if (parts.contains("MOSAIC")) {
      throw new UserException(
          "%s is a mosaic of slices in one image (ImageType): convert it to NIfTI, for example with dcm2niix."
              .formatted(file.file()));
    }
  }

  private Frame frame(
      int number, FrameFormat format, Optional<Elements> own, Optional<Elements> shared) {
    Elements measures = group(Tags.PIXEL_MEASURES, own, shared);
    Elements values = group(Tags.VALUE_TRANSFORMATION, own, shared);
    Optional<double[]> spacing = measures.numbers(Tags.PIXEL_SPACING, 2);
    if (spacing.isPresent() && !(spacing.get()[0] > 0 && spacing.get()[1] > 0)) {
      throw measures.wrong(Tags.PIXEL_SPACING);
    }
    double slope = values.number(Tags.SLOPE).orElse(1.0);
    if (slope == 0) {
      throw values.wrong(Tags.SLOPE);
    }
    Elements directions = group(Tags.PLANE_ORIENTATION, own, shared);
    Optional<double[]> orientation = directions.numbers(Tags.ORIENTATION, 6);
    if (orientation.isPresent() && !isSound(orientation.get())) {
      throw directions.wrong(Tags.ORIENTATION);
    }
    return new Frame(
        file.file(),
        number,
        file.frames() == 1
            ? String.valueOf(file.file().getFileName())
            : "%s, frame %d".formatted(file.file().getFileName(), number + 1),
        file.elements().text(Tags.SOP_INSTANCE).orElse("") + "/" + number,
        format,
        group(Tags.PLANE_POSITION, own, shared).numbers(Tags.POSITION, 3),
        orientation.map(FrameReader::normalised),
        spacing,
        thickness(measures),
        slope,
        values.number(Tags.INTERCEPT).orElse(0.0));
  }

  /** The group of a frame, else that of all, else the elements of the file itself. */
  private Elements group(int tag, Optional<Elements> own, Optional<Elements> shared) {
    return own.flatMap(e -> e.item(tag))
        .or(() -> shared.flatMap(e -> e.item(tag)))
        .orElse(file.elements());
  }

  private static Optional<Double> thickness(Elements measures) {
    return measures
        .number(Tags.SLICE_SPACING)
        .map(Math::abs)
        .filter(t -> t > 0)
        .or(() -> measures.number(Tags.SLICE_THICKNESS).filter(t -> t > 0));
  }

  /** Whether two directions are of length 1 and at right angles, as far as they are rounded. */
  private static boolean isSound(double[] o) {
    return Math.abs(length(o, 0) - 1) < UNIT_TOLERANCE
        && Math.abs(length(o, 3) - 1) < UNIT_TOLERANCE
        && Math.abs(o[0] * o[3] + o[1] * o[4] + o[2] * o[5]) < UNIT_TOLERANCE;
  }

  private static double[] normalised(double[] o) {
    double[] out = new double[6];
    for (int i = 0; i < 6; i++) {
      out[i] = o[i] / length(o, i / 3 * 3);
    }
    return out;
  }

  private static double length(double[] o, int from) {
    return Math.hypot(Math.hypot(o[from], o[from + 1]), o[from + 2]);
  }
}
