package dev.icl.core.nn;

import dev.icl.core.engine.Initializer;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with state {@code name.weight [out, in / groups, kernel]} and, unless it has none,
 * {@code name.bias [out]}: {@code [N, in, spatial] → [N, out, spatial']}, in 2-D or 3-D, with a
 * kernel, a stride and a padding of its own along each axis. PyTorch's default initial values,
 * unless others are given.
 */
public final class Conv implements Layer {
  private final String name;
  private final Shape weightShape;
  private final ConvSpec spec;
  private final boolean bias;
  private final Initializer weightInitializer;

  private Conv(
      String name, Shape weightShape, ConvSpec spec, boolean bias, Initializer weightInitializer) {
    this.name = name;
    this.weightShape = weightShape;
    this.spec = spec;
    this.bias = bias;
    this.weightInitializer = weightInitializer;
  }

  /**
   * A convolution of any geometry, with bias.
   *
   * @param name state-dict prefix
   * @param in input channels, a multiple of the groups
   * @param out output channels, a multiple of the groups
   * @param kernel its size along each spatial axis, at least 1
   * @param spec stride, padding, dilation and groups, of as many axes
   * @throws IllegalArgumentException if the numbers of axes differ, or the groups divide no
   *     channels
   */
  public static Conv of(String name, int in, int out, List<Integer> kernel, ConvSpec spec) {
    if (kernel.size() != spec.rank() || in % spec.groups() != 0 || out % spec.groups() != 0) {
      throw new IllegalArgumentException(
          "%s: a kernel %s and %d to %d channels do not go with %s"
              .formatted(name, kernel, in, out, spec));
    }
    Shape weight = Shape.of(out, in / spec.groups()).append(kernel);
    return new Conv(name, weight, spec, true, Initializers.kaimingUniform());
  }

  /**
   * A convolution that keeps the spatial size: stride 1, an odd kernel of the same size along each
   * axis, zero padding, with bias.
   *
   * @param name state-dict prefix
   * @param rank spatial axes, 2 or 3
   * @param in input channels, at least 1
   * @param out output channels, at least 1
   * @param kernel odd size of the kernel along each axis
   */
  public static Conv same(String name, int rank, int in, int out, int kernel) {
    List<Integer> sizes = Collections.nCopies(rank, kernel);
    return strided(name, in, out, sizes, Collections.nCopies(rank, 1));
  }

  /**
   * A convolution that divides the spatial size by its stride, rounding up: a padding of half the
   * kernel, with bias. A kernel as large as its stride, 2, reads windows side by side.
   *
   * @param name state-dict prefix
   * @param in input channels, at least 1
   * @param out output channels, at least 1
   * @param kernel its size along each spatial axis: odd, or 2 with a stride of 2
   * @param stride step between outputs along each spatial axis, at least 1
   * @throws IllegalArgumentException if the numbers of axes differ
   */
  public static Conv strided(
      String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
    List<Integer> padding = kernel.stream().map(k -> (k - 1) / 2).toList();
    List<Integer> dilation = Collections.nCopies(stride.size(), 1);
    return of(name, in, out, kernel, new ConvSpec(stride, padding, dilation, 1));
  }

  /**
   * A convolution of every channel by itself, keeping the spatial size: as many groups as channels,
   * with bias.
   *
   * @param name state-dict prefix
   * @param rank spatial axes, 2 or 3
   * @param channels input and output channels, at least 1
   * @param kernel odd size of the kernel along each axis
   */
  public static Conv depthwise(String name, int rank, int channels, int kernel) {
    List<Integer> sizes = Collections.nCopies(rank, kernel);
    return of(
        name,
        channels,
        channels,
        sizes,
        ConvSpec.of(rank, 1, (kernel - 1) / 2).withGroups(channels));
  }

  /**
   * This with other first values of the weight.
   *
   * @param initializer draws them
   */
  public Conv withInitializer(Initializer initializer) {
    return new Conv(name, weightShape, spec, bias, initializer);
  }

  /** This without a bias. */
  public Conv withoutBias() {
    return new Conv(name, weightShape, spec, false, weightInitializer);
  }

  @Override
  public List<VariableSpec> variables() {
    VariableSpec weight = Parameters.of(name + ".weight", weightShape, weightInitializer);
    if (!bias) {
      return List.of(weight);
    }
    return List.of(
        weight,
        Parameters.of(
            name + ".bias", Shape.of(weightShape.dim(0)), Parameters.biasInitializer(weightShape)));
  }

  /**
   * @param x {@code [N, in, spatial]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    return scope.ops().conv(x, scope.variable(name + ".weight"), offset(scope), spec);
  }

  private @Nullable Tensor offset(Scope scope) {
    return bias ? scope.variable(name + ".bias") : null;
  }

  /**
   * The convolution of parts that follow one another along the channels, without putting them
   * together first: the sum of each part's convolution with its share of the weight.
   *
   * @param parts at least one, {@code [N, C_i, spatial]}; together they have the channels this
   *     expects
   */
  public Tensor applyConcatenated(Scope scope, List<Tensor> parts) {
    Ops ops = scope.ops();
    Tensor weight = scope.variable(name + ".weight");
    Tensor first = parts.get(0);
    Tensor sum = ops.conv(first, share(ops, weight, 0, first), offset(scope), spec);
    int channel = first.shape().dim(1);
    for (Tensor part : parts.subList(1, parts.size())) {
      Tensor one = ops.conv(part, share(ops, weight, channel, part), null, spec);
      sum = ops.add(ops.lastUse(sum), one);
      channel += part.shape().dim(1);
    }
    return sum;
  }

  private static Tensor share(Ops ops, Tensor weight, int channel, Tensor part) {
    int[] begin = new int[weight.shape().rank()];
    begin[1] = channel;
    return ops.slice(weight, begin, weight.shape().with(1, part.shape().dim(1)));
  }
}
