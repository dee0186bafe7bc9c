package dev.icl.core.contract;

import static dev.icl.core.contract.Values.random;
import static dev.icl.core.contract.Values.spaced;

import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pooling and resizing, in 2-D and 3-D. */
final class SamplingCases {
  private SamplingCases() {}

  @FunctionalInterface
  private interface Pool {
    Tensor apply(Ops ops, Tensor x, PoolSpec spec);
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    Map<String, Pool> pools =
        new TreeMap<>(Map.of("maxPool", Ops::maxPool, "avgPool", Ops::avgPool));
    pools.forEach((name, op) -> cases.addAll(pool(name, op)));
    for (Resize mode : Resize.values()) {
      cases.addAll(resize(mode));
    }
    return cases;
  }

  private static List<OpCase> pool(String name, Pool op) {
    PoolSpec asymmetric = new PoolSpec(List.of(3, 2), List.of(2, 1), List.of(1, 0));
    PoolSpec planes = new PoolSpec(List.of(1, 2, 2), List.of(1, 2, 2), List.of(0, 0, 0));
    PoolSpec asymmetricVolume = new PoolSpec(List.of(1, 2, 3), List.of(1, 2, 1), List.of(0, 1, 1));
    return List.of(
        pool(name + " 2x2", op, PoolSpec.of(2, 2), spaced("x", 2, 2, 4, 6)),
        pool(name + " drops the odd edge", op, PoolSpec.of(2, 2), spaced("x", 1, 2, 5, 3)).edge(),
        pool(
            name + " of overlapping windows", op, PoolSpec.of(2, 3, 2, 1), spaced("x", 1, 2, 5, 6)),
        pool(name + " asymmetric", op, asymmetric, spaced("x", 1, 2, 4, 5)).edge(),
        pool(name + " of one window", op, PoolSpec.of(2, 3), spaced("x", 1, 1, 3, 3)).edge(),
        pool(name + " of single elements", op, PoolSpec.of(2, 1), spaced("x", 1, 2, 2, 3)).edge(),
        pool(
                name + " of negative values ignores padding",
                op,
                PoolSpec.of(2, 3, 2, 1),
                negative(1, 1, 4, 4))
            .edge(),
        pool(name + " 2x2x2", op, PoolSpec.of(3, 2), spaced("x", 1, 2, 4, 2, 4)),
        pool(name + " within planes", op, planes, spaced("x", 1, 2, 3, 4, 2)),
        pool(
                name + " of overlapping volumes",
                op,
                PoolSpec.of(3, 3, 2, 1),
                spaced("x", 1, 1, 4, 5, 3))
            .edge(),
        pool(name + " of a volume, asymmetric", op, asymmetricVolume, spaced("x", 2, 1, 2, 4, 3))
            .edge());
  }

  private static HostTensor negative(int... dims) {
    float[] values = spaced("x", dims).toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] -= 5;
    }
    return HostTensor.of(Shape.of(dims), values);
  }

  private static OpCase pool(String label, Pool op, PoolSpec spec, HostTensor x) {
    return OpCase.of(label, (ops, t) -> op.apply(ops, t.get("x"), spec)).operand("x", x);
  }

  private static List<OpCase> resize(Resize mode) {
    HostTensor image = random("x", 2, 2, 3, 4);
    HostTensor volume = random("x", 1, 2, 2, 3, 2);
    return List.of(
        resize(mode, image, 6, 8),
        resize(mode, image, 7, 5).edge(),
        resize(mode, image, 2, 3).edge(),
        resize(mode, image, 3, 4).edge(),
        resize(mode, image, 1, 1).edge(),
        resize(mode, random("x", 1, 2, 1, 1), 4, 3).edge(),
        resize(mode, random("x", 1, 1, 2, 2), 9, 2).edge(),
        resize(mode, volume, 4, 6, 4),
        resize(mode, volume, 3, 2, 5).edge(),
        resize(mode, random("x", 1, 1, 1, 2, 1), 2, 4, 3).edge());
  }

  private static OpCase resize(Resize mode, HostTensor x, int... sizes) {
    Shape size = Shape.of(sizes);
    String label = "resize " + mode + " of " + x.shape() + " to " + size;
    return OpCase.of(label, (ops, t) -> ops.resize(t.get("x"), size, mode)).operand("x", x);
  }
}
