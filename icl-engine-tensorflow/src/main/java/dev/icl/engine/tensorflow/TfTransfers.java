package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Copies between the JVM and TensorFlow's memory. */
final class TfTransfers {
  private TfTransfers() {}

  /** The same bytes as a TensorFlow tensor of the given sizes. */
  static Tensor copy(HostTensor host, int... sizes) {
    Tensor tensor = Tensor.of(TfDtypes.type(host.dtype()), TfDtypes.shape(sizes));
    ByteBuffer bytes = host.bytes();
    if (bytes.hasRemaining()) {
      ByteDataBuffer target = tensor.asRawTensor().data();
      DataBuffers.of(bytes).copyTo(target, bytes.remaining());
    }
    return tensor;
  }

  /** The bytes of a tensor under another shape of equal size. */
  static HostTensor toHost(Tensor tensor, DType dtype, Shape shape) {
    HostTensor host = HostTensor.zeros(dtype, shape);
    ByteBuffer bytes = host.bytes();
    if (bytes.hasRemaining()) {
      tensor.asRawTensor().data().copyTo(DataBuffers.of(bytes), bytes.remaining());
    }
    return host;
  }

  /** The elements of a tensor in C order, in the memory order of a layout. */
  static HostTensor arranged(HostTensor host, Layout layout) {
    int[] sizes = layout.physical(host.shape());
    if (layout.isLogical()) {
      return host;
    }
    int[] strides = layout.physical(strides(host.shape().toArray()));
    return gathered(host, sizes, strides);
  }

  /**
   * The reverse of {@link #arranged}.
   *
   * @param host elements in memory order
   * @param shape the logical shape
   */
  static HostTensor inOrder(HostTensor host, Layout layout, Shape shape) {
    if (layout.isLogical()) {
      return host.reshape(shape);
    }
    int[] physical = strides(layout.physical(shape));
    int[] strides = new int[physical.length];
    for (int i = 0; i < strides.length; i++) {
      strides[layout.axis(i)] = physical[i];
    }
    return gathered(host, shape.toArray(), strides);
  }

  private static HostTensor gathered(HostTensor from, int[] sizes, int[] strides) {
    HostTensor to = HostTensor.zeros(from.dtype(), Shape.of(sizes));
    int width = from.dtype().bytes();
    ByteBuffer source = from.bytes();
    ByteBuffer target = to.bytes();
    int rank = sizes.length;
    int[] index = new int[rank];
    int offset = 0;
    int n = to.size();
    for (int i = 0; i < n; i++) {
      switch (width) {
        case 4 -> target.putInt(i * 4, source.getInt(offset * 4));
        case 8 -> target.putLong(i * 8, source.getLong(offset * 8));
        default -> target.put(i, source.get(offset));
      }
      for (int axis = rank - 1; axis >= 0; axis--) {
        offset += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        offset -= strides[axis] * sizes[axis];
        index[axis] = 0;
      }
    }
    return to;
  }

  private static int[] strides(int[] sizes) {
    int[] strides = new int[sizes.length];
    Arrays.fill(strides, 1);
    for (int i = sizes.length - 2; i >= 0; i--) {
      strides[i] = strides[i + 1] * sizes[i + 1];
    }
    return strides;
  }
}
