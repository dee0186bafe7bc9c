package dev.icl.core.nn;

import dev.icl.core.engine.Initializer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The distributions from which variables are initialised. Weights have shape {@code [out, in,
 * kernel...]}; their fan-in is {@code in · kernel}.
 *
 * <p>Large tensors are drawn in blocks of {@value #BLOCK} values, each from its own stream of the
 * key, on as many threads as there are processors: the values do not depend on the threads.
 */
public final class Initializers {
  private static final int BLOCK = 1 << 20;

  private Initializers() {}

  /** Zero everywhere. */
  public static Initializer zeros() {
    return (dtype, shape, key) -> HostTensor.zeros(dtype, shape);
  }

  /** One everywhere. */
  public static Initializer ones() {
    return constant(1);
  }

  /** The same value everywhere. */
  public static Initializer constant(double value) {
    return (dtype, shape, key) -> HostTensor.fill(dtype, shape, i -> value);
  }

  /** Uniform in {@code [−bound, bound)}. */
  public static Initializer uniform(double bound) {
    return (dtype, shape, key) -> draw(dtype, shape, key, random -> uniform(random, bound));
  }

  /**
   * PyTorch's default for weights of linear and convolution layers: Kaiming-uniform with {@code a =
   * √5}, that is uniform in {@code ±1 / √fan-in}. He et al., <i>Delving deep into rectifiers</i>,
   * ICCV 2015.
   */
  public static Initializer kaimingUniform() {
    return (dtype, shape, key) ->
        uniform(1 / Math.sqrt((double) fanIn(shape))).create(dtype, shape, key);
  }

  /** Normal with standard deviation {@code √(2 / fan-in)}. He et al., ICCV 2015. */
  public static Initializer kaimingNormal() {
    return kaimingNormal(0);
  }

  /**
   * Normal with standard deviation {@code √(2 / ((1 + slope²) · fan-in))}, for layers in front of a
   * leaky ReLU. He et al., ICCV 2015.
   *
   * @param slope of the negative side of the activation
   */
  public static Initializer kaimingNormal(double slope) {
    return (dtype, shape, key) -> {
      double deviation = Math.sqrt(2.0 / ((1 + slope * slope) * fanIn(shape)));
      return draw(dtype, shape, key, random -> normal(random, deviation));
    };
  }

  /**
   * Normal with mean 0, drawn again where a value lies beyond a bound. With the deviation of 0.02
   * and the bound of 2 that published transformers have, nothing ever does.
   *
   * @param deviation standard deviation before the cut, above 0
   * @param bound the largest magnitude, above 0
   */
  public static Initializer truncatedNormal(double deviation, double bound) {
    return (dtype, shape, key) ->
        draw(dtype, shape, key, random -> truncated(normal(random, deviation), (float) bound));
  }

  /**
   * Normal with standard deviation {@code √(2 / (fan-in + fan-out))}. Glorot and Bengio,
   * <i>Understanding the difficulty of training deep feedforward neural networks</i>, AISTATS 2010.
   */
  public static Initializer xavierNormal() {
    return (dtype, shape, key) -> {
      double deviation = Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape)));
      return draw(dtype, shape, key, random -> normal(random, deviation));
    };
  }

  /** The number of outputs that one input of a weight {@code [out, in, kernel...]} reaches. */
  private static long fanOut(Shape weight) {
    return weight.numel() / weight.dim(1);
  }

  /** The number of inputs that one output of a weight {@code [out, in, kernel...]} sums over. */
  static long fanIn(Shape weight) {
    return Math.max(1, weight.slice(1, weight.rank()).numel());
  }

  private static HostTensor draw(DType dtype, Shape shape, RandomKey key, SamplerFactory factory) {
    HostTensor tensor = HostTensor.zeros(DType.F32, shape);
    int size = tensor.size();
    ByteBuffer bytes = tensor.bytes();
    IntStream.range(0, (size + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              Sampler sampler = factory.create(key.child(block).generator());
              int end = (int) Math.min(size, (block + 1L) * BLOCK);
              ByteBuffer target = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
              for (int i = block * BLOCK; i < end; i++) {
                target.putFloat(i * Float.BYTES, sampler.next());
              }
            });
    return tensor.to(dtype);
  }

  private static Sampler uniform(UniformRandomProvider random, double bound) {
    float width = (float) (2 * bound);
    float low = (float) -bound;
    return () -> random.nextFloat() * width + low;
  }

  private static Sampler normal(UniformRandomProvider random, double deviation) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    return () -> (float) (gaussian.sample() * deviation);
  }

  private static Sampler truncated(Sampler sampler, float bound) {
    return () -> {
      float value = sampler.next();
      while (Math.abs(value) > bound) {
        value = sampler.next();
      }
      return value;
    };
  }

  @FunctionalInterface
  private interface Sampler {
    float next();
  }

  @FunctionalInterface
  private interface SamplerFactory {
    Sampler create(UniformRandomProvider random);
  }
}
