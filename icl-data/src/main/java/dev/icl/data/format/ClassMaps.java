package dev.icl.data.format;

import dev.icl.data.scan.Scan;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * The probabilities of classes on one grid, made class by class when they are asked for, so that
 * they need not all be in memory at once.
 *
 * @param classes the number of them, at least one
 * @param maps the probability of a class at every voxel, 0 to 1; all on one grid
 */
public record ClassMaps(int classes, IntFunction<Scan> maps) {
  /**
   * @throws IllegalArgumentException if there is no class
   */
  public ClassMaps {
    if (classes < 1) {
      throw new IllegalArgumentException(classes + " classes");
    }
  }

  /**
   * The probability of a class at every voxel.
   *
   * @param place of the class, from 0
   */
  public Scan of(int place) {
    return maps.apply(place);
  }

  /** The same with every map changed. */
  public ClassMaps each(UnaryOperator<Scan> change) {
    return new ClassMaps(classes, place -> change.apply(maps.apply(place)));
  }
}
