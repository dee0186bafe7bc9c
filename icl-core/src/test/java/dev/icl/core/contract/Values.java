package dev.icl.core.contract;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/** Seeded operands; one stream and shape always give the same values. */
final class Values {
  private Values() {}

  /** Uniform values from −1.5 to 1.5. */
  static HostTensor random(String stream, int... dims) {
    return uniform(stream, -1.5, 1.5, dims);
  }

  /** Uniform values from 0.3 to 2. */
  static HostTensor positive(String stream, int... dims) {
    return uniform(stream, 0.3, 2, dims);
  }

  private static HostTensor uniform(String stream, double low, double high, int... dims) {
    UniformRandomProvider random = generator(stream, dims);
    return HostTensor.fill(
        DType.F32, Shape.of(dims), i -> low + (high - low) * random.nextDouble());
  }

  /**
   * Values at least 0.05 apart and from 0, in random order: a nudge changes no maximum and crosses
   * no kink at 0.
   */
  static HostTensor spaced(String stream, int... dims) {
    return spaced(stream, 0.01, dims);
  }

  /** As {@link #spaced(String, int...)}, and at least 0.05 apart from any value of that. */
  static HostTensor between(String stream, int... dims) {
    return spaced(stream, 0.06, dims);
  }

  private static HostTensor spaced(String stream, double offset, int... dims) {
    Shape shape = Shape.of(dims);
    int count = (int) shape.numel();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((i - count / 2 + 0.5) * 0.1 + offset);
    }
    ListSampler.shuffle(generator(stream, dims), values);
    return HostTensor.fill(DType.F32, shape, i -> values.get((int) i));
  }

  /** Class indices from 0 to below a bound. */
  static HostTensor classes(int bound, int... dims) {
    UniformRandomProvider random = generator("classes", dims);
    return HostTensor.fill(DType.I64, Shape.of(dims), i -> random.nextInt(bound));
  }

  /** Zeros and ones. */
  static HostTensor flags(String stream, int... dims) {
    UniformRandomProvider random = generator(stream, dims);
    return HostTensor.fill(DType.BOOL, Shape.of(dims), i -> random.nextInt(2));
  }

  private static UniformRandomProvider generator(String stream, int... dims) {
    RandomKey key = RandomKey.of(20231).child(stream);
    for (int dim : dims) {
      key = key.child(dim);
    }
    return key.generator();
  }
}
