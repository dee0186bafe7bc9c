package dev.icl.data.format.dicom;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One frame of a series: a slice.
 *
 * @param file that it is in
 * @param number in that file, from 0
 * @param shown the name of the file, and the frame where there are several, for messages
 * @param instance the UID of the file's object
 * @param format of its samples
 * @param position of its first sample in the patient, three numbers in mm
 * @param orientation directions of its rows and of its columns, six numbers
 * @param spacing of its rows, then of its columns, in mm
 * @param thickness between neighbouring slices in mm, as the header has it
 * @param slope the factor of stored numbers
 * @param intercept the summand after that
 */
record Frame(
    Path file,
    int number,
    String shown,
    String instance,
    FrameFormat format,
    Optional<double[]> position,
    Optional<double[]> orientation,
    Optional<double[]> spacing,
    Optional<Double> thickness,
    double slope,
    double intercept) {

  /** Whether numbers mean the same as those of another frame. */
  boolean isScaledAs(Frame other) {
    return format.type() == other.format.type()
        && slope == other.slope
        && intercept == other.intercept;
  }

  /** The direction in which slices follow each other. */
  double[] normal() {
    double[] o = orientation.orElseThrow();
    return new double[] {
      o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]
    };
  }

  /** The distance along a direction. */
  double along(double[] direction) {
    double[] p = position.orElseThrow();
    return p[0] * direction[0] + p[1] * direction[1] + p[2] * direction[2];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame && frame.file.equals(file) && frame.number == number;
  }

  @Override
  public int hashCode() {
    return Arrays.asList(file, number).hashCode();
  }
}
