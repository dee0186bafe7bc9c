package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Output;

/** Operations that move elements. */
final class TfMovement {
  private final Nodes nodes;
  private final Arranger arranger;

  TfMovement(Nodes nodes, Arranger arranger) {
    this.nodes = nodes;
    this.arranger = arranger;
  }

  TfTensor transpose(TfTensor x, int[] permutation) {
    int[] sizes = Arrays.stream(permutation).map(x.shape()::dim).toArray();
    return new TfTensor(x.value(), Shape.of(sizes), x.dtype(), x.layout().transposed(permutation));
  }

  TfTensor broadcastTo(TfTensor x, Shape shape) {
    Layout layout = Arranger.shared(shape, x);
    Output<?> value =
        nodes.op(
            "BroadcastTo", arranger.stretchable(x, layout), nodes.ints(layout.physical(shape)));
    return new TfTensor(value, shape, x.dtype(), layout);
  }

  TfTensor concat(List<TfTensor> parts, int axis) {
    TfTensor largest = parts.get(0);
    int size = 0;
    for (TfTensor part : parts) {
      largest = part.shape().numel() > largest.shape().numel() ? part : largest;
      size += part.shape().dim(axis);
    }
    Layout layout = largest.layout();
    List<Output<?>> values =
        parts.stream().<Output<?>>map(part -> arranger.in(part, layout)).toList();
    return new TfTensor(
        nodes.concat(values, layout.place(axis)),
        largest.shape().with(axis, size),
        largest.dtype(),
        layout);
  }

  TfTensor slice(TfTensor x, int[] begin, Shape size) {
    Output<?> value = nodes.slice(x.value(), x.layout().physical(begin), x.layout().physical(size));
    return new TfTensor(value, size, x.dtype(), x.layout());
  }

  TfTensor pad(TfTensor x, int[] before, int[] after, double border) {
    int[] sizes = x.shape().toArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] += before[i] + after[i];
    }
    Output<?> value =
        pad(x.value(), x.layout().physical(before), x.layout().physical(after), x.dtype(), border);
    return new TfTensor(value, Shape.of(sizes), x.dtype(), x.layout());
  }

  /** A border around physical axes. */
  Output<?> pad(Output<?> x, int[] before, int[] after, DType dtype, double border) {
    if (Arrays.stream(before).allMatch(i -> i == 0) && Arrays.stream(after).allMatch(i -> i == 0)) {
      return x;
    }
    HostTensor sides =
        HostTensor.fill(
            DType.I32, Shape.of(before.length, 2), i -> (i % 2 == 0 ? before : after)[(int) i / 2]);
    return border == 0
        ? nodes.op("Pad", x, nodes.constant(sides))
        : nodes.op("PadV2", x, nodes.constant(sides), nodes.scalar(dtype, border));
  }

  TfTensor roll(TfTensor x, int[] shifts, int[] axes) {
    return axes.length == 0
        ? x
        : x.with(
            nodes.op("Roll", x.value(), nodes.ints(shifts), nodes.ints(x.layout().places(axes))));
  }

  TfTensor gather(TfTensor x, TfTensor indices, int axis) {
    Output<?> value = gather(x.value(), indices.value(), x.layout().place(axis));
    return new TfTensor(value, x.shape().with(axis, indices.shape().dim(0)), x.dtype(), x.layout());
  }

  /** Slices picked along a physical axis. */
  Output<?> gather(Output<?> x, Output<?> indices, int place) {
    return nodes.op("GatherV2", x, indices, nodes.index(place));
  }

  TfTensor oneHot(TfTensor classes, int depth, int axis) {
    // Made with the classes innermost, which is where channels-last images keep them.
    Output<?> value =
        nodes
            .node("OneHot")
            .in(
                classes.value(),
                nodes.index(depth),
                nodes.scalar(DType.F32, 1),
                nodes.scalar(DType.F32, 0))
            .attr("axis", -1)
            .out();
    int[] sizes = new int[classes.shape().rank() + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == axis ? depth : classes.shape().dim(i < axis ? i : i - 1);
    }
    return new TfTensor(value, Shape.of(sizes), DType.F32, classes.layout().withNewInnermost(axis));
  }
}
