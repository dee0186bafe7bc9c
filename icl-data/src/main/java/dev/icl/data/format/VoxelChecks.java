package dev.icl.data.format;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Checks of sizes and values that every reader makes before and after it allocates memory. */
public final class VoxelChecks {
  private VoxelChecks() {}

  /**
   * The sizes a header claims, once they are sane.
   *
   * @param sizes of the axes, as claimed
   * @param leastRank axes of size 1 are added behind up to this many
   * @param type of each voxel
   * @param limits the largest sizes allowed
   * @param file to be named in messages
   * @throws UserException if one is not positive, or the voxels take more than the limit
   */
  public static Shape shape(
      long[] sizes, int leastRank, VoxelType type, ReadLimits limits, Path file) {
    long bytes = type.bytes();
    for (long size : sizes) {
      if (size < 1) {
        throw new UserException(
            "%s has an axis of size %d in its shape %s: the header is damaged; fetch the file again."
                .formatted(file, size, Arrays.toString(sizes)));
      }
    }
    for (long size : sizes) {
      if (size > limits.voxelBytes() / bytes) {
        throw new UserException(
            "%s claims the shape %s of %s, more than the limit of %d bytes for an array: fetch the file again if its header is damaged, or give Java a larger heap (-Xmx)."
                .formatted(file, Arrays.toString(sizes), type.label(), limits.voxelBytes()));
      }
      bytes *= size;
    }
    int[] shape = new int[Math.max(sizes.length, leastRank)];
    Arrays.fill(shape, 1);
    for (int axis = 0; axis < sizes.length; axis++) {
      shape[axis] = (int) sizes[axis];
    }
    return Shape.of(shape);
  }

  /**
   * Treats NaN and infinity, and what single precision has no number for, as the limits say.
   *
   * @param voxels the values as read
   * @param limits the treatment of non-finite values
   * @param file to be named in messages
   * @throws UserException if there are some and they are refused; it names their count
   */
  public static Voxels finite(Voxels voxels, ReadLimits limits, Path file) {
    if (limits.nonFinite() == NonFiniteVoxels.KEEP) {
      return voxels;
    }
    int count = voxels.countNonFinite();
    if (count == 0) {
      return voxels;
    }
    if (limits.nonFinite() == NonFiniteVoxels.REFUSE) {
      throw new UserException(
          "%s holds %s NaN or infinite, the first at voxel %d: write the file anew with a number in their place, such as 0, or leave the scan out."
              .formatted(
                  file,
                  count == 1 ? "1 voxel that is" : count + " voxels that are",
                  voxels.firstNonFinite()));
    }
    return voxels.withZeroForNonFinite();
  }

  /** A shape for a message: {@code 33x40x10}. */
  public static String times(Shape shape) {
    return Arrays.stream(shape.toArray())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("x"));
  }
}
