package dev.icl.export.program;

import java.util.Optional;

/**
 * The size of an axis: a number, or a multiple of the size that an axis of an earlier tensor has.
 *
 * @param number the size, or the multiple
 * @param of the tensor; empty where the size is fixed
 * @param axis of that tensor
 */
public record Extent(int number, Optional<Step> of, int axis) {
  /** A size that is the same for all inputs. */
  public static Extent fixed(int size) {
    return new Extent(size, Optional.empty(), 0);
  }

  static Extent of(int multiple, Step step, int axis) {
    return new Extent(multiple, Optional.of(step), axis);
  }

  /** Whether it is the same for all inputs. */
  public boolean isFixed() {
    return of.isEmpty();
  }
}
