package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.format.VoxelChecks;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.OneSlice;
import dev.icl.data.scan.Scan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of scans into arrays of three axes, one for each channel. */
final class CaseArrays {
  /** Beyond this, an axis of one array is nearer to another one of the other. */
  private static final double MOST_DEGREES = 45;

  private final VolumeFormats formats;
  private final List<String> names;
  private final ChannelAxis channelAxis;

  /**
   * @param formats that are read
   * @param names of the channels of an image
   * @param channelAxis the axis of an HDF5 file's array that counts them
   */
  CaseArrays(VolumeFormats formats, List<String> names, ChannelAxis channelAxis) {
    this.formats = formats;
    this.names = names;
    this.channelAxis = channelAxis;
  }

  /**
   * The arrays of a scan as its files hold them; slices in files of their own are put together, the
   * first axis counting them.
   *
   * @param withLabel whether the label map is read where there is one
   * @throws UserException if a file cannot be read, or shapes do not fit together
   */
  ImageAndLabel read(ScanCase scan, boolean withLabel) {
    if (scan.images().size() > 1) {
      return new SliceStack(formats, scan).read();
    }
    Path file = scan.images().get(0);
    Contents contents = formats.read(file);
    List<Scan> channels =
        channels(scan, image(contents, file), contents.label().map(Scan::shape), file);
    Scan image = channels.get(0);
    List<Scan> more = channels.subList(1, channels.size());
    if (!withLabel || scan.label().isEmpty()) {
      return new ImageAndLabel(image, more, Optional.empty());
    }
    Path labelFile = scan.label().get();
    Scan label =
        labelOfThreeAxes(
            scan.labelInside()
                ? contents.label().orElseThrow(() -> labelMissing(file))
                : formats.readLabel(labelFile),
            labelFile);
    requireFit("label map", file, image, labelFile, label);
    return new ImageAndLabel(image, more, Optional.of(label));
  }

  private static void requireSameShape(
      String what, Object file, Scan image, Object otherFile, Scan other) {
    if (!image.shape().equals(other.shape())) {
      throw new UserException(
          "The %s %s has shape %s, but its image %s has shape %s: both must be of one shape."
              .formatted(
                  what,
                  otherFile,
                  VoxelChecks.times(other.shape()),
                  file,
                  VoxelChecks.times(image.shape())));
    }
  }

  /**
   * Small differences of grids are common, other axes are a mistake. The axes themselves are
   * compared with each other: near 45 degrees rounding alone changes their letters.
   */
  private static void requireSameOrientation(
      String what, Object file, Scan image, Object labelFile, Scan label) {
    if (image.affine().isEmpty() || label.affine().isEmpty()) {
      return;
    }
    double apart = image.affine().get().degreesTo(label.affine().get());
    if (apart > MOST_DEGREES) {
      throw new UserException(
          "The %s %s has orientation %s, but its image %s has %s, with axes up to %s apart: save both in one orientation."
              .formatted(
                  what,
                  labelFile,
                  label.affine().get().orientation(),
                  file,
                  image.affine().get().orientation(),
                  Counts.of(Math.round(apart), "degree")));
    }
  }

  private static Scan image(Contents contents, Path file) {
    return contents
        .image()
        .orElseThrow(
            () ->
                new UserException(
                    "%s holds no image: store it there as the dataset 'image'.".formatted(file)));
  }

  /** One for each of the dataset's channels: of files of their own, or of an axis of one file. */
  private List<Scan> channels(ScanCase scan, Scan first, Optional<Shape> label, Path file) {
    if (names.size() == 1) {
      return List.of(threeAxes(first, file));
    }
    if (scan.more().isEmpty()) {
      return ChannelAxes.split(first, names, label, channelAxis, ChannelAxes.BY_SETTING, file);
    }
    List<Scan> channels = new ArrayList<>(List.of(threeAxes(first, file)));
    for (Path other : scan.more()) {
      Scan next = threeAxes(image(formats.read(other), other), other);
      requireFit("channel", file, channels.get(0), other, next);
      channels.add(next);
    }
    requireNumber(channels.size(), names, file);
    return List.copyOf(channels);
  }

  /**
   * @throws UserException if there are more or fewer files than channels
   */
  static void requireNumber(int files, List<String> names, Object where) {
    if (files != names.size()) {
      throw new UserException(
          "%s and its other channels are %s, but an image has the %s %s: give one file for each."
              .formatted(
                  where,
                  Counts.of(files, "file"),
                  Counts.of(names.size(), "channel"),
                  String.join(", ", names)));
    }
  }

  /**
   * @throws UserException if shapes or orientations differ
   */
  static void requireFit(String what, Object file, Scan image, Object otherFile, Scan other) {
    requireSameShape(what, file, image, otherFile, other);
    requireSameOrientation(what, file, image, otherFile, other);
  }

  private static Scan labelOfThreeAxes(Scan label, Path file) {
    if (label.rank() > 3 && label.squeezed().rank() > 3) {
      throw new UserException(
          "%s has shape %s, but a label map has one number a voxel on 3 axes: save the numbers of the classes in grey or as a palette, or put layers together into one."
              .formatted(file, VoxelChecks.times(label.shape())));
    }
    return threeAxes(label, file);
  }

  /**
   * @param where the scan is from, for the error message
   */
  static Scan threeAxes(Scan scan, Object where) {
    Scan squeezed = scan.rank() == 2 ? OneSlice.of(scan) : scan.squeezed();
    if (squeezed.rank() != 3) {
      throw new UserException(
          "%s has shape %s, but a scan needs 3 axes: name its channels, as with data.channels: [red, green, blue], or split it into one file a time point, channel or layer."
              .formatted(where, VoxelChecks.times(scan.shape())));
    }
    if (squeezed.rank() == scan.rank() || scan.rank() < 3) {
      return squeezed;
    }
    List<String> notes = new ArrayList<>(scan.notes());
    notes.add("axes of size 1 are left out of " + VoxelChecks.times(scan.shape()));
    return squeezed.withNotes(notes);
  }

  private static UserException labelMissing(Path file) {
    return new UserException(
        "%s has no dataset 'label': store one beside 'image', or list the scan as unlabeled."
            .formatted(file));
  }
}
