package dev.icl.engine.tensorflow;

import dev.icl.core.ops.ConvSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * Convolutions, channels-last. TensorFlow's gradient of {@code Conv2D} knows neither dilation nor
 * explicit padding, and its processors convolve neither in groups nor dilated volumes: borders are
 * padded and kernels dilated beforehand, and groups go one by one.
 */
final class Convolutions {
  private final Nodes nodes;
  private final Arranger arranger;
  private final TfMovement movement;
  private final TfRounding rounding;

  Convolutions(Nodes nodes, Arranger arranger, TfMovement movement, TfRounding rounding) {
    this.nodes = nodes;
    this.arranger = arranger;
    this.movement = movement;
    this.rounding = rounding;
  }

  /**
   * @param bias may be null
   */
  TfTensor conv(TfTensor x, TfTensor weight, @Nullable TfTensor bias, ConvSpec spec) {
    int rank = spec.rank();
    int channels = x.shape().dim(1);
    Output<?> filter = arranger.in(weight, Layout.weights(rank + 2));
    int[] kernel = Arrays.copyOf(Nodes.sizes(filter), rank);
    filter = dilated(filter, kernel, ints(spec.dilation()));
    int[] extent = Arrays.copyOf(Nodes.sizes(filter), rank);
    Output<?> input = arranger.channelsLast(x);
    boolean same = keepsSize(spec, extent);
    if (!same) {
      input = bordered(input, ints(spec.padding()));
    }
    int[] stride = ints(spec.stride());
    String padding = same ? "SAME" : "VALID";
    Output<?> value;
    if (spec.groups() == 1) {
      value = conv(rounding.operand(input), rounding.operand(filter), stride, padding);
      value = rounding.result(value);
    } else {
      input = rounding.rounded(input);
      filter = rounding.rounded(filter);
      boolean depthwise =
          spec.groups() == channels && Arrays.stream(stride).distinct().count() == 1;
      value =
          depthwise
              ? depthwise(input, filter, stride, padding)
              : grouped(input, filter, stride, padding, spec.groups());
      value = rounding.rounded(value);
    }
    return activations(biased(value, bias), x.dtype());
  }

  /**
   * @param bias may be null
   */
  TfTensor convTranspose(TfTensor x, TfTensor weight, @Nullable TfTensor bias, ConvSpec spec) {
    int rank = spec.rank();
    Output<?> input = rounding.operand(arranger.channelsLast(x));
    // [C, O, kernel] is held as [kernel, O, C], which is how both ways below want it
    Output<?> filter = rounding.operand(arranger.in(weight, Layout.weights(rank + 2)));
    int[] kernel = Arrays.copyOf(Nodes.sizes(filter), rank);
    int[] stride = ints(spec.stride());
    boolean patches =
        Arrays.equals(kernel, stride) && spec.padding().stream().allMatch(p -> p == 0);
    Output<?> value =
        patches ? patches(input, filter, stride) : adjoint(input, filter, stride, spec);
    return activations(biased(rounding.result(value), bias), x.dtype());
  }

  /** Windows side by side: each input makes its own, so this is one matrix product. */
  private Output<?> patches(Output<?> x, Output<?> filter, int[] stride) {
    int rank = stride.length;
    int[] in = Nodes.sizes(x);
    int channels = in[rank + 1];
    int out = Nodes.sizes(filter)[rank];
    int window = Arrays.stream(stride).reduce(out, Math::multiplyExact);
    Output<?> rows =
        nodes
            .node("MatMul")
            .in(
                nodes.reshape(x, product(in, 0, rank + 1), channels),
                nodes.reshape(filter, window, channels))
            .attr("transpose_b", true)
            .out();
    int[] split = new int[2 * rank + 2];
    int[] order = new int[2 * rank + 2];
    int[] joined = new int[rank + 2];
    split[0] = in[0];
    joined[0] = in[0];
    for (int i = 0; i < rank; i++) {
      split[1 + i] = in[1 + i];
      split[1 + rank + i] = stride[i];
      order[1 + 2 * i] = 1 + i;
      order[2 + 2 * i] = 1 + rank + i;
      joined[1 + i] = in[1 + i] * stride[i];
    }
    split[2 * rank + 1] = out;
    order[2 * rank + 1] = 2 * rank + 1;
    joined[rank + 1] = out;
    return nodes.reshape(nodes.transpose(nodes.reshape(rows, split), order), joined);
  }

  /** The adjoint of a convolution without padding, of which the padding is cut off. */
  private Output<?> adjoint(Output<?> x, Output<?> filter, int[] stride, ConvSpec spec) {
    int rank = stride.length;
    int[] whole = Nodes.sizes(x);
    int[] kernel = Nodes.sizes(filter);
    int[] begin = new int[rank + 2];
    int[] cut = new int[rank + 2];
    for (int i = 0; i < rank; i++) {
      whole[1 + i] = (whole[1 + i] - 1) * stride[i] + kernel[i];
      begin[1 + i] = spec.padding().get(i);
      cut[1 + i] = whole[1 + i] - 2 * begin[1 + i];
    }
    whole[rank + 1] = kernel[rank];
    cut[0] = whole[0];
    cut[rank + 1] = whole[rank + 1];
    Output<?> value =
        nodes
            .node(rank == 2 ? "Conv2DBackpropInput" : "Conv3DBackpropInputV2")
            .in(nodes.ints(whole), filter, x)
            .attr("strides", strides(stride))
            .attr("padding", "VALID")
            .out();
    return nodes.slice(value, begin, cut);
  }

  private Output<?> conv(Output<?> x, Output<?> filter, int[] stride, String padding) {
    return nodes
        .node(stride.length == 2 ? "Conv2D" : "Conv3D")
        .in(x, filter)
        .attr("strides", strides(stride))
        .attr("padding", padding)
        .out();
  }

  private Output<?> grouped(
      Output<?> x, Output<?> filter, int[] stride, String padding, int groups) {
    int rank = stride.length;
    List<Output<?>> inputs = nodes.split(x, rank + 1, groups);
    List<Output<?>> filters = nodes.split(filter, rank + 1, groups);
    List<Output<?>> parts = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      parts.add(conv(inputs.get(i), filters.get(i), stride, padding));
    }
    return nodes.concat(parts, rank + 1);
  }

  /** One group a channel: {@code filter} is {@code [kernel, 1, channels · multiplier]}. */
  private Output<?> depthwise(Output<?> x, Output<?> filter, int[] stride, String padding) {
    if (stride.length == 3) {
      return depthwiseVolume(x, filter, stride, padding);
    }
    int channels = Nodes.sizes(x)[3];
    int[] sizes = Nodes.sizes(filter);
    return nodes
        .node("DepthwiseConv2dNative")
        .in(x, nodes.reshape(filter, sizes[0], sizes[1], channels, sizes[3] / channels))
        .attr("strides", strides(stride))
        .attr("padding", padding)
        .out();
  }

  /** The sum over the kernel's depth of depthwise convolutions of the planes. */
  private Output<?> depthwiseVolume(Output<?> x, Output<?> filter, int[] stride, String padding) {
    int[] kernel = Nodes.sizes(filter);
    Output<?> padded = x;
    if (padding.equals("SAME")) {
      padded = bordered(x, new int[] {kernel[0] / 2, 0, 0});
    }
    int[] in = Nodes.sizes(padded);
    int depth = (in[1] - kernel[0]) / stride[0] + 1;
    List<Output<?>> sums = new ArrayList<>();
    for (int i = 0; i < kernel[0]; i++) {
      Output<?> planes = everyPlane(padded, i, depth, stride[0]);
      Output<?> tap =
          nodes.slice(
              filter, new int[] {i, 0, 0, 0, 0}, new int[] {1, kernel[1], kernel[2], 1, kernel[4]});
      sums.add(
          depthwise(
              nodes.reshape(planes, in[0] * depth, in[2], in[3], in[4]),
              nodes.reshape(tap, kernel[1], kernel[2], 1, kernel[4]),
              new int[] {stride[1], stride[2]},
              padding));
    }
    Output<?> sum = sums.size() == 1 ? sums.get(0) : nodes.node("AddN").list(sums).out();
    int[] out = Nodes.sizes(sum);
    return nodes.reshape(sum, in[0], depth, out[1], out[2], out[3]);
  }

  /** {@code count} planes of {@code [N, D, H, W, C]}, a stride apart. */
  private Output<?> everyPlane(Output<?> x, int first, int count, int stride) {
    int[] sizes = Nodes.sizes(x);
    if (stride > 1) {
      int[] picked = IntStream.range(0, count).map(i -> first + i * stride).toArray();
      return movement.gather(x, nodes.ints(picked), 1);
    }
    int[] begin = new int[5];
    begin[1] = first;
    sizes[1] = count;
    return nodes.slice(x, begin, sizes);
  }

  /** A kernel with zeros between its taps. */
  private Output<?> dilated(Output<?> filter, int[] kernel, int[] dilation) {
    int rank = kernel.length;
    Output<?> result = filter;
    int[] sizes = Nodes.sizes(filter);
    for (int i = 0; i < rank; i++) {
      if (dilation[i] > 1 && kernel[i] > 1) {
        int outer = product(sizes, 0, i);
        int inner = product(sizes, i + 1, sizes.length);
        Output<?> spread =
            movement.pad(
                nodes.reshape(result, outer, sizes[i], 1, inner),
                new int[4],
                new int[] {0, 0, dilation[i] - 1, 0},
                DType.F32,
                0);
        Output<?> flat = nodes.reshape(spread, outer, sizes[i] * dilation[i], inner);
        sizes[i] = (sizes[i] - 1) * dilation[i] + 1;
        result =
            nodes.reshape(nodes.slice(flat, new int[3], new int[] {outer, sizes[i], inner}), sizes);
      }
    }
    return result;
  }

  private Output<?> bordered(Output<?> x, int[] padding) {
    int[] sides = new int[padding.length + 2];
    System.arraycopy(padding, 0, sides, 1, padding.length);
    return movement.pad(x, sides, sides, DType.F32, 0);
  }

  private Output<?> biased(Output<?> value, @Nullable TfTensor bias) {
    return bias == null ? value : nodes.op("BiasAdd", value, bias.value());
  }

  private static TfTensor activations(Output<?> value, DType dtype) {
    int[] sizes = Nodes.sizes(value);
    int rank = sizes.length;
    int[] logical = new int[rank];
    Layout layout = Layout.activations(rank);
    Arrays.setAll(logical, i -> sizes[layout.place(i)]);
    return new TfTensor(value, Shape.of(logical), dtype, layout);
  }

  /** Whether TensorFlow's padding of its own accord is the padding asked for. */
  private static boolean keepsSize(ConvSpec spec, int[] extent) {
    return IntStream.range(0, extent.length)
        .allMatch(i -> spec.stride().get(i) == 1 && 2 * spec.padding().get(i) == extent[i] - 1);
  }

  private static int[] strides(int[] spatial) {
    int[] all = new int[spatial.length + 2];
    Arrays.fill(all, 1);
    System.arraycopy(spatial, 0, all, 1, spatial.length);
    return all;
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int product(int[] sizes, int from, int to) {
    return Arrays.stream(sizes, from, to).reduce(1, Math::multiplyExact);
  }
}
