package dev.icl.core.reference;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.NetworkRules;
import dev.icl.core.tensor.Shape;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Products and convolutions of the reference, each as the sum its definition writes. */
final class Products {
  private Products() {}

  static RefTensor matmul(RefTensor a, RefTensor b) {
    int inner = a.shape().dim(-1);
    return RefTensor.of(
        a.dtype(),
        NetworkRules.matmul(a, b),
        index -> {
          int[] left = index.clone();
          int[] right = index.clone();
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            left[left.length - 1] = k;
            right[right.length - 2] = k;
            sum += batched(a, left) * batched(b, right);
          }
          return sum;
        },
        a,
        b);
  }

  /** An element by an index whose leading axes may be stretched, but not the last two. */
  private static double batched(RefTensor x, int[] index) {
    int rank = x.shape().rank();
    int[] own = new int[rank];
    for (int i = 1; i <= rank; i++) {
      boolean stretched = i > 2 && x.shape().dim(-i) == 1;
      own[rank - i] = stretched ? 0 : index[index.length - i];
    }
    return x.at(own);
  }

  static RefTensor linear(RefTensor x, RefTensor weight, @Nullable RefTensor bias) {
    int last = x.shape().rank() - 1;
    return RefTensor.of(
        x.dtype(),
        NetworkRules.linear(x, weight, bias),
        index -> {
          double sum = bias == null ? 0 : bias.at(index[last]);
          for (int k = 0; k < weight.shape().dim(1); k++) {
            sum += x.at(IndexGrid.with(index, last, k)) * weight.at(index[last], k);
          }
          return sum;
        },
        given(x, weight, bias));
  }

  static RefTensor conv(RefTensor x, RefTensor weight, @Nullable RefTensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.conv(x, weight, bias, spec);
    int outPerGroup = weight.shape().dim(0) / spec.groups();
    int inPerGroup = weight.shape().dim(1);
    Shape taps = weight.shape().with(0, 1); // [1, C / groups, kernel]
    return RefTensor.of(
        x.dtype(),
        shape,
        out -> {
          double[] sum = {bias == null ? 0 : bias.at(out[1])};
          int[] in = out.clone();
          IndexGrid.each(
              taps,
              tap -> {
                in[1] = out[1] / outPerGroup * inPerGroup + tap[1];
                boolean inside = true;
                for (int i = 0; i < spec.rank(); i++) {
                  in[i + 2] =
                      out[i + 2] * spec.stride().get(i)
                          - spec.padding().get(i)
                          + tap[i + 2] * spec.dilation().get(i);
                  inside &= in[i + 2] >= 0 && in[i + 2] < x.shape().dim(i + 2);
                }
                if (inside) {
                  sum[0] += x.at(in) * weight.at(IndexGrid.with(tap, 0, out[1]));
                }
              });
          return sum[0];
        },
        given(x, weight, bias));
  }

  /** Every input element stamps the kernel onto the output. */
  static RefTensor convTranspose(
      RefTensor x, RefTensor weight, @Nullable RefTensor bias, ConvSpec spec) {
    Shape shape = NetworkRules.convTranspose(x, weight, bias, spec);
    double[] values =
        RefTensor.of(x.dtype(), shape, out -> bias == null ? 0 : bias.at(out[1])).values();
    Shape taps = weight.shape().with(0, 1); // [1, O, kernel]
    IndexGrid.each(
        x.shape(),
        in -> {
          int[] out = in.clone();
          IndexGrid.each(
              taps,
              tap -> {
                out[1] = tap[1];
                boolean inside = true;
                for (int i = 0; i < spec.rank(); i++) {
                  out[i + 2] =
                      in[i + 2] * spec.stride().get(i) - spec.padding().get(i) + tap[i + 2];
                  inside &= out[i + 2] >= 0 && out[i + 2] < shape.dim(i + 2);
                }
                if (inside) {
                  values[IndexGrid.flat(out, shape)] +=
                      x.at(in) * weight.at(IndexGrid.with(tap, 0, in[1]));
                }
              });
        });
    return RefTensor.of(x.dtype(), shape, values, given(x, weight, bias));
  }

  private static RefTensor[] given(@Nullable RefTensor... operands) {
    return Stream.of(operands).filter(Objects::nonNull).toArray(RefTensor[]::new);
  }
}
