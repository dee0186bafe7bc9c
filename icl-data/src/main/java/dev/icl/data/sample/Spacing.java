package dev.icl.data.sample;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Distance between neighbouring voxels along each axis.
 *
 * @param millimetres one distance an axis, slowest axis first
 */
public record Spacing(List<Double> millimetres) {
  /**
   * @throws IllegalArgumentException if there is no axis, or a distance is not a positive finite
   *     number
   */
  public Spacing {
    millimetres = List.copyOf(millimetres);
    if (millimetres.isEmpty()
        || !millimetres.stream().allMatch(mm -> mm > 0 && mm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("spacing of " + millimetres + " mm");
    }
  }

  /**
   * A spacing of any number of axes.
   *
   * @param millimetres one distance an axis, slowest axis first
   * @throws IllegalArgumentException if there is none, or one is not a positive finite number
   */
  public static Spacing of(double... millimetres) {
    return new Spacing(Arrays.stream(millimetres).boxed().toList());
  }

  /**
   * The median distance along each axis.
   *
   * @param spacings of one number of axes
   * @return empty if there are none
   */
  public static Optional<Spacing> median(List<Spacing> spacings) {
    if (spacings.isEmpty()) {
      return Optional.empty();
    }
    int axes = spacings.get(0).millimetres().size();
    return Optional.of(
        new Spacing(
            IntStream.range(0, axes)
                .mapToObj(axis -> median(spacings.stream().map(s -> s.millimetres().get(axis))))
                .toList()));
  }

  private static double median(Stream<Double> distances) {
    double[] sorted = distances.mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The distance along an axis counted from the fastest one.
   *
   * @param axis 0 for columns, 1 for rows, 2 for slices and so on
   * @return mm
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public double fromLast(int axis) {
    return millimetres.get(millimetres.size() - 1 - axis);
  }

  /**
   * The spacing of a part of one voxel along the first axis, without that axis.
   *
   * @throws IllegalArgumentException if there is one axis
   */
  Spacing behindFirst() {
    return new Spacing(millimetres.subList(1, millimetres.size()));
  }
}
