package dev.icl.report.viewer;

import dev.icl.core.error.UserException;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Voxels as text: whole numbers, each the difference to the one before, compressed with zlib, in
 * base64. Of two bytes, all low ones come first.
 */
final class Packed {
  private static final int BYTE = 256;
  private static final int SHORT = 65536;

  /** Levels of intensities that are no whole numbers: more than an eye tells apart. */
  private static final int LEVELS = 4096;

  /** Permille of the voxels that may be darker, or brighter, than the window. */
  private static final int BEYOND_THE_WINDOW = 5;

  private Packed() {}

  /**
   * Intensities.
   *
   * @param low value of the number 0
   * @param step of one number to the next
   * @param bits 8 or 16
   * @param windowLow value that is shown as black at first
   * @param windowHigh value that is shown as white at first
   * @param text the numbers
   */
  record Image(
      double low, double step, int bits, double windowLow, double windowHigh, String text) {}

  /** The intensities of a scan; what is not finite is shown as the lowest. */
  static Image image(Scan scan, ShownGrid grid) {
    Voxels voxels = scan.voxels();
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    grid.forEach(
        (to, from) -> {
          double value = voxels.at(from);
          if (Double.isFinite(value)) {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
          }
        });
    double low = range[0] <= range[1] ? range[0] : 0;
    double width = range[0] < range[1] ? range[1] - range[0] : 0;
    double step = step(voxels, width);
    int levels = (int) Math.rint(width / step) + 1;
    char[] numbers = new char[grid.voxels()];
    int[] counts = new int[levels];
    grid.forEach(
        (to, from) -> {
          double number = Math.rint((voxels.at(from) - low) / step);
          numbers[to] = (char) (Double.isFinite(number) ? number : 0);
          counts[numbers[to]]++;
        });
    int dark = level(counts, (long) numbers.length * BEYOND_THE_WINDOW / 1000);
    int bright = level(counts, (long) numbers.length * (1000 - BEYOND_THE_WINDOW) / 1000);
    if (dark == bright) {
      dark = 0;
      bright = levels - 1;
    }
    int bits = levels <= BYTE ? 8 : 16;
    return new Image(low, step, bits, low + dark * step, low + bright * step, text(numbers, bits));
  }

  /** Whole numbers stay exact where two bytes hold them. */
  private static double step(Voxels voxels, double width) {
    if (width == 0) {
      return 1;
    }
    boolean whole = voxels.type() != VoxelType.FLOAT32 && voxels.type() != VoxelType.FLOAT64;
    double stored = Math.abs(voxels.slope());
    if (whole && width / stored < SHORT - 1) {
      return stored;
    }
    return width / ((whole ? SHORT : LEVELS) - 1);
  }

  /** The level below which so many voxels lie. */
  private static int level(int[] counts, long voxels) {
    long sum = 0;
    for (int level = 0; level < counts.length; level++) {
      sum += counts[level];
      if (sum > voxels) {
        return level;
      }
    }
    return counts.length - 1;
  }

  private static String text(char[] numbers, int bits) {
    int planes = bits / 8;
    byte[] bytes = new byte[planes * numbers.length];
    int before = 0;
    for (int i = 0; i < numbers.length; i++) {
      int difference = numbers[i] - before;
      bytes[i] = (byte) difference;
      if (planes == 2) {
        bytes[numbers.length + i] = (byte) (difference >> 8);
      }
      before = numbers[i];
    }
    return compressed(bytes);
  }

  /**
   * A label map; its values are the numbers.
   *
   * @param scan the label map
   * @param grid of its scan
   * @param seen marks the values that occur
   * @throws UserException if a value is no whole number from 0 to 255
   */
  static String labels(Scan scan, ShownGrid grid, boolean[] seen) {
    Voxels voxels = scan.voxels();
    byte[] bytes = new byte[grid.voxels()];
    byte[] before = {0};
    grid.forEach(
        (to, from) -> {
          int label = voxels.labelAt(from);
          if (label < 0) {
            throw new UserException(
                "%s holds %s as a label: labels that are shown must be whole numbers from 0 to 255."
                    .formatted(
                        scan.source().map(Object::toString).orElse("The label map"),
                        voxels.shown(from)));
          }
          seen[label] = true;
          bytes[to] = (byte) (label - before[0]);
          before[0] = (byte) label;
        });
    return compressed(bytes);
  }

  private static String compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every byte", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
