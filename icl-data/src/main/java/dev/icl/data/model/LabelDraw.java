package dev.icl.data.model;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The order in which patients are labelled, by the number of a drawing. Drawing 0 keeps the order
 * of the list, as published; any other shuffles the names by its number alone, regardless of their
 * order, so that it is the same on every machine and a larger number of labelled patients adds to
 * those of a smaller one.
 */
public final class LabelDraw {
  private static final String STREAM = "label draw";

  private LabelDraw() {}

  /**
   * All patients, those to be labelled first.
   *
   * @param patients names without repetition, in the order of the list
   * @param draw 0 for that order, or the number of a drawing
   */
  public static List<String> order(Collection<String> patients, int draw) {
    List<String> order = new ArrayList<>(patients);
    if (draw != 0) {
      Collections.sort(order);
      RandomKey.of(draw).child(STREAM).shuffle(order);
    }
    return List.copyOf(order);
  }
}
