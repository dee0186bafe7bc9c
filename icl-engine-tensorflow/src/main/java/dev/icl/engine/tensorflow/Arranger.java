package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Brings tensors into the layouts that operations want, moving memory only where it must. */
final class Arranger {
  private final Nodes nodes;

  Arranger(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The value with its axes in another order. */
  Output<?> in(TfTensor x, Layout layout) {
    if (x.layout().equals(layout)) {
      return x.value();
    }
    int[] permutation = x.layout().permutationTo(layout);
    int[] sizes = x.physical();
    int[] moving = IntStream.of(permutation).filter(place -> sizes[place] != 1).toArray();
    boolean still = IntStream.range(1, moving.length).allMatch(i -> moving[i - 1] < moving[i]);
    return still
        ? nodes.reshape(x.value(), layout.physical(x.shape()))
        : nodes.transpose(x.value(), permutation);
  }

  /** The tensor with its axes in another order in memory. */
  TfTensor to(TfTensor x, Layout layout) {
    return new TfTensor(in(x, layout), x.shape(), x.dtype(), layout);
  }

  /** The value in C order. */
  Output<?> logical(TfTensor x) {
    return in(x, Layout.logical(x.shape().rank()));
  }

  /** An image or volume with its channels innermost. */
  Output<?> channelsLast(TfTensor x) {
    return in(x, Layout.activations(x.shape().rank()));
  }

  /** The value as an operand of a broadcasting operation whose result has the layout. */
  Output<?> stretchable(TfTensor x, Layout layout) {
    int rank = x.shape().rank();
    int more = layout.rank() - rank;
    if (rank == 0 || (more == 0 && x.layout().equals(layout))) {
      return x.value();
    }
    int[] sizes = new int[layout.rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < more ? 1 : x.shape().dim(i - more);
    }
    TfTensor expanded =
        more == 0
            ? x
            : new TfTensor(
                nodes.reshape(x.value(), x.layout().withLeading(more).physical(sizes)),
                Shape.of(sizes),
                x.dtype(),
                x.layout().withLeading(more));
    return in(expanded, layout);
  }

  /** The layout in which operands are combined best: that of the largest. */
  static Layout shared(Shape result, TfTensor... operands) {
    @Nullable TfTensor best = null;
    for (TfTensor x : operands) {
      boolean better =
          x.shape().rank() == result.rank()
              && (best == null
                  || x.shape().numel() > best.shape().numel()
                  || x.shape().numel() == best.shape().numel() && best.layout().isLogical());
      best = better ? x : best;
    }
    return best == null ? Layout.logical(result.rank()) : best.layout();
  }

  /**
   * Another shape of equal size. Where it only splits and joins axes that are neighbours in memory
   * too, the memory stays as it is.
   */
  TfTensor reshape(TfTensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    List<Group> groups = groups(x, shape);
    groups.sort(Comparator.comparingInt(Group::place));
    int[] sizes = x.physical();
    int[] wanted =
        groups.stream()
            .flatMapToInt(g -> IntStream.range(g.from, g.to))
            .filter(axis -> x.shape().dim(axis) != 1)
            .toArray();
    int[] actual =
        IntStream.range(0, sizes.length)
            .filter(place -> sizes[place] != 1)
            .map(x.layout()::axis)
            .toArray();
    if (shape.numel() == 0 || !java.util.Arrays.equals(wanted, actual)) {
      return new TfTensor(
          nodes.reshape(logical(x), shape.toArray()),
          shape,
          x.dtype(),
          Layout.logical(shape.rank()));
    }
    Layout layout =
        Layout.of(groups.stream().flatMapToInt(g -> IntStream.range(g.first, g.end)).toArray());
    return new TfTensor(nodes.reshape(x.value(), layout.physical(shape)), shape, x.dtype(), layout);
  }

  /** Axes {@code from..to} of the old shape become axes {@code first..end} of the new one. */
  private record Group(int from, int to, int first, int end, int place) {}

  private static List<Group> groups(TfTensor x, Shape shape) {
    List<Group> groups = new ArrayList<>();
    Shape old = x.shape();
    int i = 0;
    int j = 0;
    while (shape.numel() > 0 && (i < old.rank() || j < shape.rank())) {
      int from = i;
      int first = j;
      long before = i < old.rank() ? old.dim(i++) : 1;
      long after = j < shape.rank() ? shape.dim(j++) : 1;
      while (before != after) {
        if (before < after) {
          before *= old.dim(i++);
        } else {
          after *= shape.dim(j++);
        }
      }
      groups.add(new Group(from, i, first, j, place(x, from, i)));
    }
    return groups;
  }

  /** The position of a group in memory: that of its first axis of more than one element, if any. */
  private static int place(TfTensor x, int from, int to) {
    for (int axis = from; axis < to; axis++) {
      if (x.shape().dim(axis) != 1) {
        return x.layout().place(axis);
      }
    }
    return from < to ? x.layout().place(from) : x.shape().rank();
  }
}
