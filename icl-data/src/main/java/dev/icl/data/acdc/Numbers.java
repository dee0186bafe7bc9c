package dev.icl.data.acdc;

import java.util.function.IntToDoubleFunction;

/** A flat array of any numeric type, as jHDF returns them (unsigned types come widened). */
final class Numbers {
  private final int size;
  private final IntToDoubleFunction values;

  private Numbers(int size, IntToDoubleFunction values) {
    this.size = size;
    this.values = values;
  }

  /**
   * @throws IllegalArgumentException if it is no array of numbers
   */
  static Numbers of(Object array) {
    if (array instanceof float[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    if (array instanceof double[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    if (array instanceof byte[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    if (array instanceof short[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    if (array instanceof int[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    if (array instanceof long[] a) {
      return new Numbers(a.length, i -> a[i]);
    }
    throw new IllegalArgumentException("not an array of numbers");
  }

  int size() {
    return size;
  }

  double at(int index) {
    return values.applyAsDouble(index);
  }
}
