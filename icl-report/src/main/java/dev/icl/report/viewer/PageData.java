package dev.icl.report.viewer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the page's script is told, as JSON; voxels are in blocks of their own, named by
 * their places.
 *
 * @param layers names of the layers of label maps
 * @param classes every class that occurs, but the background
 * @param cases every scan
 */
record PageData(List<String> layers, List<Label> classes, List<Case> cases) {
  /**
   * A class.
   *
   * @param value in label maps
   * @param name for people
   * @param color as a style sheet writes it
   */
  record Label(int value, String name, String color) {}

  /**
   * A scan.
   *
   * @param name of the case
   * @param oriented whether planes have the names of those of the body
   * @param measured whether distances are in mm
   * @param axes slices, rows and columns
   * @param channels at least one
   * @param labels the block of each layer; -1 where it has none for this scan
   * @param start place along each axis that is shown first
   * @param scores of each layer; null where it was not scored
   */
  record Case(
      String name,
      boolean oriented,
      boolean measured,
      List<Axis> axes,
      List<Channel> channels,
      List<Integer> labels,
      List<Integer> start,
      List<@Nullable List<Score>> scores) {}

  /** An axis; see {@link ShownGrid.Axis}. */
  record Axis(int file, int first, int step, int size, double mm, String ends) {
    static Axis of(ShownGrid.Axis axis) {
      return new Axis(axis.file(), axis.first(), axis.step(), axis.size(), axis.mm(), axis.ends());
    }
  }

  /**
   * Intensities; see {@link Packed.Image}.
   *
   * @param name of the channel
   * @param low value of the number 0
   * @param step of one number to the next
   * @param bits 8 or 16
   * @param window values shown as black and as white at first
   * @param block place of its voxels
   */
  record Channel(String name, double low, double step, int bits, List<Double> window, int block) {}

  /**
   * Scores of a class.
   *
   * @param label name of the class
   * @param dice null where the class does not count
   * @param hd95 in voxels; null where it does not count
   */
  record Score(String label, @Nullable Double dice, @Nullable Double hd95) {}
}
