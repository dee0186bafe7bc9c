package dev.icl.data.metrics;

import dev.icl.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The print of a class in a reference label map, by which two results tell whether a case of one
 * name was scored against one reference.
 *
 * <p>It is of the number of the class's voxels in each plane across each axis, from the first plane
 * with any to the last. So a label map keeps its prints in another format of file, with another
 * margin, and where axes are listed in another order or run the other way; another map with voxels
 * of the class, practically, never has them. A class that a map lacks has one print in all.
 */
public final class ReferencePrint {
  private static final int DIGITS = 16;

  private ReferencePrint() {}

  /**
   * The prints of every class but the background.
   *
   * @param reference the label map on the grid of the case's file
   * @param classes the number of classes, the background included
   * @return {@code classes - 1} prints of 16 hexadecimal digits, that of class 1 first
   * @throws IllegalArgumentException if the map holds other classes
   */
  public static List<String> of(LabelMap reference, int classes) {
    int height = reference.height();
    int width = reference.width();
    int[][][] counts = new int[classes][][];
    for (int c = 1; c < classes; c++) {
      counts[c] = new int[][] {new int[reference.slices()], new int[height], new int[width]};
    }
    byte[] labels = reference.labels();
    int at = 0;
    for (int z = 0; z < reference.slices(); z++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int label = labels[at++] & 0xFF;
          if (label >= classes) {
            throw new IllegalArgumentException("a label of " + label + " of " + classes);
          }
          if (label > 0) {
            counts[label][0][z]++;
            counts[label][1][y]++;
            counts[label][2][x]++;
          }
        }
      }
    }
    return Arrays.stream(counts, 1, classes).map(ReferencePrint::print).toList();
  }

  private static String print(int[][] axes) {
    List<int[]> profiles = new ArrayList<>();
    for (int[] axis : axes) {
      int[] profile = withoutMargins(axis);
      int[] reversed = reversed(profile);
      profiles.add(Arrays.compare(profile, reversed) <= 0 ? profile : reversed);
    }
    profiles.sort(Arrays::compare);
    String text = String.join("\n", profiles.stream().map(Arrays::toString).toList());
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }

  private static int[] withoutMargins(int[] counts) {
    int first = 0;
    int end = counts.length;
    while (first < end && counts[first] == 0) {
      first++;
    }
    while (end > first && counts[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(counts, first, end);
  }

  private static int[] reversed(int[] values) {
    int[] reversed = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
