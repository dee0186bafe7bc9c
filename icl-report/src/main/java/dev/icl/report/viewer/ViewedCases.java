package dev.icl.report.viewer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cases of a page, of which one at a time is in memory. */
public interface ViewedCases {
  /** The heading of the page. */
  String title();

  /** A line on where the cases are from. */
  String subtitle();

  /** Names of the cases, each once. */
  List<String> names();

  /** Names of the layers of label maps, the one that others are compared with first. */
  List<String> layers();

  /** The name of a class where it is known; {@code label} is at least 1. */
  Optional<String> className(int label);

  /**
   * Reads a case.
   *
   * @param name one of {@link #names()}
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  ViewedCase read(String name);

  /**
   * The scores of a case.
   *
   * @param name one of {@link #names()}
   * @return by the layer's place and then the class; empty where it was not scored
   */
  Map<Integer, List<ClassScore>> scores(String name);

  /**
   * The scores of a class.
   *
   * @param label name of the class
   * @param dice from 0 to 1; NaN where the class does not count
   * @param hd95 in voxels; NaN where it does not count
   */
  record ClassScore(String label, double dice, double hd95) {}
}
