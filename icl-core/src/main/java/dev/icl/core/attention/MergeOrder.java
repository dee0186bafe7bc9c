package dev.icl.core.attention;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/** The order in which {@link PatchMerging} puts the channels of neighbouring tokens together. */
public enum MergeOrder {
  /** The neighbour along the first axis comes second: that of the 2-D Swin transformer. */
  FIRST_AXIS_FASTEST,

  /** The neighbour along the last axis comes second: {@code mergingv2} of MONAI. */
  LAST_AXIS_FASTEST,

  /**
   * That of MONAI's {@code merging} in 3-D, for weights that were trained with it. Its eight parts
   * are the neighbours 000, 100, 010, 001, 101, 010, 001 and 111: two are read twice, and 110 and
   * 011 never.
   */
  MONAI_3D {
    @Override
    Tensor sorted(Ops ops, Tensor parts) {
      HostTensor order = HostTensor.of(Shape.of(8), 0L, 4L, 2L, 1L, 5L, 2L, 1L, 7L);
      return ops.gather(parts, ops.constant(order), parts.shape().rank() - 2);
    }
  };

  /**
   * The parts in this order.
   *
   * @param parts {@code [..., 2^axes, C]}; the first axis fastest for {@link #FIRST_AXIS_FASTEST},
   *     the last axis otherwise
   */
  Tensor sorted(Ops ops, Tensor parts) {
    return parts;
  }
}
