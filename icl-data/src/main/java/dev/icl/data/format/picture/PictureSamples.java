package dev.icl.data.format.picture;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** The rules by which the samples of pictures become arrays. */
final class PictureSamples {
  private static final int RGB = 3;

  private PictureSamples() {}

  /** Sizes with an axis of channels behind three of places; a single channel takes none. */
  static Shape shape(Shape places, int channels) {
    return channels == 1 ? places : places.append(channels);
  }

  /**
   * Arrays of samples. Three channels that are equal everywhere, as those of a grey picture that
   * was saved in colours, are a label map, too.
   *
   * @param places {@code [columns, rows, slices]}
   * @param channels samples of a pixel, without alpha
   * @param voxels channel after channel, little-endian
   */
  static Contents contents(Shape places, int channels, Voxels voxels) {
    Scan image = Scan.of(shape(places, channels), AxisOrder.FIRST_FASTEST, voxels);
    if (channels != RGB || voxels.type() != VoxelType.UINT8) {
      return Contents.of(image);
    }
    byte[] all = voxels.toBytes();
    int count = all.length / RGB;
    boolean grey =
        Arrays.equals(all, 0, count, all, count, 2 * count)
            && Arrays.equals(all, 0, count, all, 2 * count, 3 * count);
    return grey
        ? Contents.of(
            image,
            Scan.of(places, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(Arrays.copyOf(all, count))))
        : Contents.of(image);
  }

  /**
   * The voxels without their last channel, which tells how opaque they are.
   *
   * @param voxels channel after channel
   * @param samples of a pixel, alpha included
   * @param opaque the number of what is not transparent at all
   * @throws UserException if some are transparent
   */
  static Voxels withoutAlpha(Path file, Voxels voxels, int samples, double opaque) {
    int count = voxels.size() / samples;
    for (int i = count * (samples - 1); i < voxels.size(); i++) {
      if (voxels.at(i) != opaque) {
        throw new UserException(
            "%s has transparent pixels, of which the value is not certain: save it without transparency (alpha)."
                .formatted(file));
      }
    }
    int bytes = voxels.type().bytes();
    ByteBuffer kept = ByteBuffer.allocate(count * (samples - 1) * bytes);
    kept.put(0, voxels.bytes(), 0, kept.capacity());
    return Voxels.of(voxels.type(), kept.order(ByteOrder.LITTLE_ENDIAN));
  }

  /** The same arrays with their file. */
  static Contents withSource(Contents contents, Path file, String hash) {
    return new Contents(
        contents.image().map(scan -> scan.withSource(file, hash)),
        contents.label().map(scan -> scan.withSource(file, hash)));
  }
}
