package dev.icl.modules.inference;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.function.LongToDoubleFunction;

/**
 * The mean of a function's scores over every combination of flips of the spatial axes: 4 of an
 * image, 8 of a volume, each flipped back.
 *
 * @param scores what is asked about each flipped patch
 */
public record FlippedScores(PatchScores scores) implements PatchScores {
  @Override
  public HostTensor of(HostTensor patches) {
    int axes = patches.shape().spatial().rank();
    HostTensor sum = flipped(scores.of(flipped(patches, 0)), 0);
    for (int flips = 1; flips < 1 << axes; flips++) {
      sum = plus(sum, flipped(scores.of(flipped(patches, flips)), flips));
    }
    float share = 1f / (1 << axes);
    return HostTensor.fill(DType.F32, sum.shape(), scaled(sum, share));
  }

  private static LongToDoubleFunction scaled(HostTensor tensor, float factor) {
    FloatBuffer values = tensor.bytes().asFloatBuffer();
    return i -> values.get((int) i) * factor;
  }

  private static HostTensor plus(HostTensor a, HostTensor b) {
    FloatBuffer left = a.bytes().asFloatBuffer();
    FloatBuffer right = b.bytes().asFloatBuffer();
    return HostTensor.fill(DType.F32, a.shape(), i -> left.get((int) i) + right.get((int) i));
  }

  /**
   * @param flips bit {@code i} for the spatial axis {@code i}
   */
  private static HostTensor flipped(HostTensor tensor, int flips) {
    if (flips == 0) {
      return tensor;
    }
    Shape shape = tensor.shape();
    int[] sizes = shape.spatial().toArray();
    int block = 1;
    for (int size : sizes) {
      block *= size;
    }
    int[] from = new int[block];
    for (int i = 0; i < block; i++) {
      int rest = i;
      int place = 0;
      int stride = 1;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        int index = rest % sizes[axis];
        rest /= sizes[axis];
        place += stride * ((flips >> axis & 1) == 1 ? sizes[axis] - 1 - index : index);
        stride *= sizes[axis];
      }
      from[i] = place;
    }
    HostTensor out = HostTensor.zeros(DType.F32, shape);
    FloatBuffer source = tensor.bytes().asFloatBuffer();
    FloatBuffer target = out.bytes().asFloatBuffer();
    for (int start = 0; start < tensor.size(); start += block) {
      for (int i = 0; i < block; i++) {
        target.put(start + i, source.get(start + from[i]));
      }
    }
    return out;
  }
}
