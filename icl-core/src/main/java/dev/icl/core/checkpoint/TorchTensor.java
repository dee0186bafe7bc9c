package dev.icl.core.checkpoint;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor as a pickle of PyTorch describes it: a view of a storage, which other tensors may share.
 *
 * @param storage the numbers
 * @param offset the element of the storage at index 0
 * @param sizes of the axes
 * @param strides the distance in elements between neighbours along each axis
 */
record TorchTensor(Storage storage, long offset, List<Long> sizes, List<Long> strides) {
  private static final int MOST_AXES = 16;
  private static final long MOST_ELEMENTS = 1L << 32;

  /** A view may show an element many times: those that PyTorch expanded, of moderate size. */
  private static final long MOST_REPEATED = 1L << 20;

  /**
   * A storage in the file.
   *
   * @param type of its elements
   * @param key its name in the file
   * @param numel the number of its elements
   */
  record Storage(TorchType type, String key, long numel) {}

  /**
   * Copies the lists.
   *
   * @throws PickleReader.Malformed if the view leaves the storage, or is far larger than it
   */
  TorchTensor {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
    requireInside(storage, offset, sizes, strides);
  }

  private static void requireInside(
      Storage storage, long offset, List<Long> sizes, List<Long> strides) {
    if (sizes.size() != strides.size()
        || sizes.size() > MOST_AXES
        || storage.numel() < 0
        || storage.numel() > MOST_ELEMENTS) {
      throw new PickleReader.Malformed(
          "a tensor has the sizes %s and the strides %s in a storage of %s"
              .formatted(sizes, strides, Counts.of(storage.numel(), "element")));
    }
    long elements = 1;
    long last = offset;
    for (int i = 0; i < sizes.size(); i++) {
      long size = sizes.get(i);
      long stride = strides.get(i);
      if (size < 0 || size > Integer.MAX_VALUE || stride < 0 || stride > Integer.MAX_VALUE) {
        throw outside(storage, sizes);
      }
      elements *= size;
      last += Math.max(0, size - 1) * stride;
      if (last < 0 || elements > Math.max(storage.numel(), MOST_REPEATED)) {
        throw outside(storage, sizes);
      }
    }
    if (offset < 0 || (elements > 0 && last >= storage.numel())) {
      throw outside(storage, sizes);
    }
  }

  private static PickleReader.Malformed outside(Storage storage, List<Long> sizes) {
    return new PickleReader.Malformed(
        "a tensor of sizes %s is not within its storage of %s"
            .formatted(sizes, Counts.of(storage.numel(), "element")));
  }

  /** The sizes as a shape. */
  Shape shape() {
    return Shape.of(sizes.stream().mapToInt(Long::intValue).toArray());
  }

  /** The number of elements from the first to the last, those between rows included. */
  long span() {
    long last = 0;
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) == 0) {
        return 0;
      }
      last += (sizes.get(i) - 1) * strides.get(i);
    }
    return last + 1;
  }

  /** Whether the elements lie one after another, the last axis fastest. */
  private boolean isInOrder() {
    long next = 1;
    for (int i = sizes.size() - 1; i >= 0; i--) {
      if (sizes.get(i) == 0) {
        return true;
      }
      if (sizes.get(i) != 1 && strides.get(i) != next) {
        return false;
      }
      next *= sizes.get(i);
    }
    return true;
  }

  /**
   * The values in C order.
   *
   * @param data the bytes of {@link #span} elements of the storage, from the offset on
   */
  HostTensor values(ByteBuffer data) {
    ByteBuffer little = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Shape shape = shape();
    HostTensor values = HostTensor.zeros(storage.type().dtype(), shape);
    if (storage.type().isAsRead() && isInOrder()) {
      values.bytes().put(little);
      return values;
    }
    int rank = shape.rank();
    int[] index = new int[rank];
    long at = 0;
    for (int i = 0; i < values.size(); i++) {
      values.set(i, storage.type().get(little, (int) at));
      for (int axis = rank - 1; axis >= 0; axis--) {
        index[axis]++;
        at += strides.get(axis);
        if (index[axis] < shape.dim(axis)) {
          break;
        }
        at -= strides.get(axis) * shape.dim(axis);
        index[axis] = 0;
      }
    }
    return values;
  }
}
