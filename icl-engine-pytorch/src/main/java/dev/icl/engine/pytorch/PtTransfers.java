package dev.icl.engine.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;

/** Copies between the JVM and libtorch, and between memory layouts. */
final class PtTransfers {
  private final Kernels kernels;

  PtTransfers(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * The values as a libtorch tensor; images and volumes channels-last. On the CPU the result may
   * share the host's memory, so the host tensor must stay reachable until backward is done.
   */
  PtNDArray view(PtNDManager manager, HostTensor host) {
    Shape shape = host.shape();
    if (shape.rank() >= 4 && shape.dim(1) == 1 && host.dtype() == DType.F32) {
      // One channel: both layouts hold the same bytes, but only the permuted view's strides tell
      // libtorch that what follows is to be channels-last.
      int last = shape.rank() - 1;
      return create(manager, host, Shape.of(Axes.move(shape.toArray(), 1, last)))
          .transpose(Axes.moving(shape.rank(), last, 1));
    }
    return channelsLast(create(manager, host, shape));
  }

  /** The values as a libtorch tensor with memory of its own. */
  PtNDArray copy(PtNDManager manager, HostTensor host) {
    try (PtNDManager temporary = (PtNDManager) manager.newSubManager()) {
      PtNDArray own = (PtNDArray) view(temporary, host).duplicate();
      own.attach(manager);
      return own;
    }
  }

  /** The same tensor channels-last if it has four or five axes. */
  PtNDArray channelsLast(PtNDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      return array;
    }
    return switch (array.getShape().dimension()) {
      case 4 -> kernels.call("torch.contiguous(a, memory_format=2)", array);
      case 5 -> kernels.call("torch.contiguous(a, memory_format=3)", array);
      default -> array;
    };
  }

  /** A copy in C order on the host. */
  HostTensor toHost(PtNDArray array) {
    Shape shape = PtDtypes.core(array.getShape());
    return toHost(array, HostTensor.zeros(PtDtypes.core(array.getDataType()), shape));
  }

  /**
   * The values in C order in a tensor of their type and shape.
   *
   * @return the tensor
   */
  HostTensor toHost(PtNDArray array, HostTensor host) {
    try (PtNDManager temporary = (PtNDManager) array.getManager().newSubManager()) {
      NDArray alias = JniUtils.detachGradient(array);
      alias.attach(temporary);
      ByteBuffer source = JniUtils.getByteBuffer((PtNDArray) alias, true);
      source.limit(host.bytes().capacity());
      host.bytes().put(source);
    }
    return host;
  }

  private static PtNDArray create(PtNDManager manager, HostTensor host, Shape shape) {
    return manager.create(host.bytes(), PtDtypes.djl(shape), PtDtypes.djl(host.dtype()));
  }
}
