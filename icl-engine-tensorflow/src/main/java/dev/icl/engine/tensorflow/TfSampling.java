package dev.icl.engine.tensorflow;

import dev.icl.core.ops.Interpolation;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** Pooling and resizing, channels-last; of volumes within the planes first, then across them. */
final class TfSampling {
  private final Nodes nodes;
  private final Arranger arranger;
  private final TfMovement movement;

  TfSampling(Nodes nodes, Arranger arranger, TfMovement movement) {
    this.nodes = nodes;
    this.arranger = arranger;
    this.movement = movement;
  }

  /** TensorFlow's gradient of volumes goes to every maximum, that of images to the first. */
  TfTensor maxPool(TfTensor x, PoolSpec spec) {
    return pooled("MaxPool", x, spec, Double.NEGATIVE_INFINITY);
  }

  TfTensor avgPool(TfTensor x, PoolSpec spec) {
    TfTensor means = pooled("AvgPool", x, spec, 0);
    if (spec.padding().stream().allMatch(p -> p == 0)) {
      return means;
    }
    // The border was counted: scale by how much of each window lies inside, axis by axis.
    Output<?> value = means.value();
    for (int i = 0; i < spec.rank(); i++) {
      float[] scale = borderScale(x.shape().dim(2 + i), means.shape().dim(2 + i), spec, i);
      int[] sizes = new int[spec.rank() + 2];
      Arrays.fill(sizes, 1);
      sizes[1 + i] = scale.length;
      value = nodes.op("Mul", value, nodes.constant(HostTensor.of(Shape.of(sizes), scale)));
    }
    return means.with(value);
  }

  private static float[] borderScale(int in, int out, PoolSpec spec, int axis) {
    int kernel = spec.kernel().get(axis);
    float[] scale = new float[out];
    for (int i = 0; i < out; i++) {
      int begin = i * spec.stride().get(axis) - spec.padding().get(axis);
      int inside = Math.min(begin + kernel, in) - Math.max(begin, 0);
      scale[i] = (float) kernel / inside;
    }
    return scale;
  }

  private TfTensor pooled(String type, TfTensor x, PoolSpec spec, double border) {
    int rank = spec.rank();
    Layout layout = Layout.activations(rank + 2);
    int[] sides = new int[rank + 2];
    for (int i = 0; i < rank; i++) {
      sides[1 + i] = spec.padding().get(i);
    }
    Output<?> value = movement.pad(arranger.channelsLast(x), sides, sides, x.dtype(), border);
    int[] sizes = Nodes.sizes(value);
    int last = rank + 1;
    // the two innermost spatial axes as those of an image
    int images = product(sizes, 0, rank - 1);
    value = nodes.reshape(value, images, sizes[rank - 1], sizes[rank], sizes[last]);
    value = pool(type, value, spec, rank - 2, rank - 1);
    int[] plane = Nodes.sizes(value);
    sizes[rank - 1] = plane[1];
    sizes[rank] = plane[2];
    if (rank == 3) {
      value = nodes.reshape(value, sizes[0], sizes[1], plane[1] * plane[2], sizes[last]);
      value = pool(type, value, spec, 0, -1);
      sizes[1] = Nodes.sizes(value)[1];
    }
    int[] logical = new int[rank + 2];
    Arrays.setAll(logical, i -> sizes[layout.place(i)]);
    return new TfTensor(nodes.reshape(value, sizes), Shape.of(logical), x.dtype(), layout);
  }

  /** Pools the rows and columns of images by the windows of two axes; −1 for single elements. */
  private Output<?> pool(String type, Output<?> x, PoolSpec spec, int rows, int columns) {
    int[] window = {1, spec.kernel().get(rows), 1, 1};
    int[] stride = {1, spec.stride().get(rows), 1, 1};
    if (columns >= 0) {
      window[2] = spec.kernel().get(columns);
      stride[2] = spec.stride().get(columns);
    }
    if (window[1] * window[2] * stride[1] * stride[2] == 1) {
      return x;
    }
    return nodes
        .node(type)
        .in(x)
        .attr("ksize", window)
        .attr("strides", stride)
        .attr("padding", "VALID")
        .out();
  }

  TfTensor resize(TfTensor x, Shape size, Resize mode) {
    Output<?> value = arranger.channelsLast(x);
    Shape shape = x.shape();
    for (int i = 0; i < size.rank(); i++) {
      if (shape.dim(2 + i) != size.dim(i)) {
        value = along(value, 1 + i, size.dim(i), mode);
        shape = shape.with(2 + i, size.dim(i));
      }
    }
    return new TfTensor(value, shape, x.dtype(), Layout.activations(shape.rank()));
  }

  private Output<?> along(Output<?> x, int place, int to, Resize mode) {
    int[] sizes = Nodes.sizes(x);
    int from = sizes[place];
    if (mode == Resize.NEAREST) {
      int[] picked = IntStream.range(0, to).map(i -> (int) ((long) i * from / to)).toArray();
      return movement.gather(x, nodes.ints(picked), place);
    }
    int outer = product(sizes, 0, place);
    int inner = product(sizes, place + 1, sizes.length);
    Output<?> weights =
        nodes.constant(
            HostTensor.of(
                Shape.of(to, from),
                Interpolation.weights(from, to, mode == Resize.LINEAR_ALIGNED)));
    Output<?> value = nodes.op("BatchMatMulV2", weights, nodes.reshape(x, outer, from, inner));
    sizes[place] = to;
    return nodes.reshape(value, sizes);
  }

  private static int product(int[] sizes, int from, int to) {
    return Arrays.stream(sizes, from, to).reduce(1, Math::multiplyExact);
  }
}
