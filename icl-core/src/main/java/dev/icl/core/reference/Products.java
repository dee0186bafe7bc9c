package dev.icl.core.reference;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.NetworkRules;
import dev.icl.core.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Products and convolutions of the reference, each as the sum its definition writes. */
final class Products {
  private Products() {}

  static RefTensor matmul(RefTensor a, RefTensor b) {
    int inner = a.shape().dim(-1);
    int step = b.shape().dim(-1);
    return RefTensor.of(
        a.dtype(),
        NetworkRules.matmul(a, b),
        index -> {
          int left = place(a.shape(), IndexGrid.with(index, index.length - 1, 0));
          int right = place(b.shape(), IndexGrid.with(index, index.length - 2, 0));
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += a.values()[left + k] * b.values()[right + k * step];
          }
          return sum;
        },
        a,
        b);
  }

  /** The place of an index whose leading axes may be stretched, but not the last two. */
  private static int place(Shape shape, int[] index) {
    int rank = shape.rank();
    int place = 0;
    for (int axis = 0; axis < rank; axis++) {
      int size = shape.dim(axis);
      boolean stretched = axis < rank - 2 && size == 1;
      place = place * size + (stretched ? 0 : index[index.length - rank + axis]);
    }
    return place;
  }

  static RefTensor linear(RefTensor x, RefTensor weight, @Nullable RefTensor bias) {
    int last = x.shape().rank() - 1;
    int inner = weight.shape().dim(1);
    return RefTensor.of(
        x.dtype(),
        NetworkRules.linear(x, weight, bias),
        index -> {
          double sum = bias == null ? 0 : bias.at(index[last]);
          int row = IndexGrid.flat(IndexGrid.with(index, last, 0), x.shape());
          int column = index[last] * inner;
          for (int k = 0; k < inner; k++) {
            sum += x.values()[row + k] * weight.values()[column + k];
          }
          return sum;
        },
        given(x, weight, bias));
  }

  static RefTensor conv(RefTensor x, RefTensor weight, @Nullable RefTensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.conv(x, weight, bias, spec);
    int outPerGroup = weight.shape().dim(0) / spec.groups();
    int inPerGroup = weight.shape().dim(1);
    int[] stride = ints(spec.stride());
    int[][] taps = taps(weight.shape(), spec);
    return RefTensor.of(
        x.dtype(),
        shape,
        out -> {
          double sum = bias == null ? 0 : bias.at(out[1]);
          int firstChannel = out[0] * x.shape().dim(1) + out[1] / outPerGroup * inPerGroup;
          for (int t = 0; t < taps.length; t++) {
            int in = meeting(firstChannel + taps[t][0], out, stride, taps[t], x.shape());
            if (in >= 0) {
              sum += x.values()[in] * weight.values()[out[1] * taps.length + t];
            }
          }
          return sum;
        },
        given(x, weight, bias));
  }

  /** Every input element stamps the kernel onto the output. */
  static RefTensor convTranspose(
      RefTensor x, RefTensor weight, @Nullable RefTensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.convTranspose(x, weight, bias, spec);
    double[] values =
        RefTensor.of(x.dtype(), shape, out -> bias == null ? 0 : bias.at(out[1])).values();
    int[] stride = ints(spec.stride());
    int[][] taps = taps(weight.shape(), spec);
    int[] place = {0};
    IndexGrid.each(
        x.shape(),
        in -> {
          double value = x.values()[place[0]++];
          int firstChannel = in[0] * shape.dim(1);
          for (int t = 0; t < taps.length; t++) {
            int out = meeting(firstChannel + taps[t][0], in, stride, taps[t], shape);
            if (out >= 0) {
              values[out] += value * weight.values()[in[1] * taps.length + t];
            }
          }
        });
    return RefTensor.of(x.dtype(), shape, values, given(x, weight, bias));
  }

  /**
   * The taps of a kernel in C order: the channel of each among those of its group, and how far it
   * lies from the place that a stride leads to, along each axis.
   *
   * @param weight {@code [out, channels, kernel]}, or the other way round where it is transposed
   * @param spec of the convolution
   */
  private static int[][] taps(Shape weight, ConvSpec spec) {
    Shape kernel = weight.with(0, 1);
    int[][] taps = new int[(int) kernel.numel()][];
    int[] next = {0};
    IndexGrid.each(
        kernel,
        index -> {
          int[] tap = new int[1 + spec.rank()];
          tap[0] = index[1];
          for (int i = 0; i < spec.rank(); i++) {
            tap[1 + i] = index[i + 2] * spec.dilation().get(i) - spec.padding().get(i);
          }
          taps[next[0]++] = tap;
        });
    return taps;
  }

  /**
   * The place that a tap meets from an index, or −1 if it lies outside.
   *
   * @param channel of the place, counted through the batch
   * @param from an index of the tensor that is walked over
   * @param stride along each axis
   * @param tap its channel and its distances
   * @param shape of the tensor that is met
   */
  private static int meeting(int channel, int[] from, int[] stride, int[] tap, Shape shape) {
    int place = channel;
    for (int i = 0; i < stride.length; i++) {
      int at = from[i + 2] * stride[i] + tap[1 + i];
      int size = shape.dim(i + 2);
      if (at < 0 || at >= size) {
        return -1;
      }
      place = place * size + at;
    }
    return place;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  private static RefTensor[] given(@Nullable RefTensor... operands) {
    return Stream.of(operands).filter(Objects::nonNull).toArray(RefTensor[]::new);
  }
}
