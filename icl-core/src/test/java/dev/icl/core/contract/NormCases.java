package dev.icl.core.contract;

import static dev.icl.core.contract.Values.positive;
import static dev.icl.core.contract.Values.random;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Normalisations, in 2-D and 3-D. */
final class NormCases {
  private static final double EPSILON = 1e-5;

  private NormCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    cases.addAll(batch());
    cases.addAll(instance());
    cases.addAll(layer());
    return cases;
  }

  private static List<OpCase> batch() {
    HostTensor image = random("x", 2, 3, 2, 5);
    HostTensor volume = random("x", 1, 2, 2, 3, 2);
    return List.of(
        batch("in training", image, true, 0.1, EPSILON),
        batch("outside training", image, false, 0.1, EPSILON),
        batch("of a volume in training", volume, true, 0.1, EPSILON),
        batch("of a volume outside training", volume, false, 0.1, EPSILON),
        batch("of one image with a large epsilon", random("x", 1, 2, 3, 3), true, 0.3, 0.5).edge(),
        batch("of two values a channel", random("x", 2, 2, 1, 1), true, 0.1, 0.1).edge(),
        batch("of one value outside training", random("x", 1, 2, 1, 1), false, 0.1, 1e-3).edge(),
        batch("of vectors", random("x", 5, 3), true, 0.1, EPSILON).edge(),
        statistics("running mean", image, true, true),
        statistics("running mean of a volume", volume, true, true).edge(),
        statistics("running variance", image, true, false),
        statistics("running variance of a volume", volume, true, false).edge(),
        statistics("running mean outside training", image, false, true).edge(),
        statistics("running variance outside training", image, false, false).edge());
  }

  private static OpCase batch(
      String label, HostTensor x, boolean training, double momentum, double epsilon) {
    int channels = x.shape().dim(1);
    return OpCase.of(
            "batchNorm " + label,
            (ops, t) -> batchNorm(ops, t, t.get("scale"), training, momentum, epsilon).output())
        .operand("x", x)
        .operand("scale", positive("scale", channels))
        .operand("shift", random("shift", channels))
        .input("mean", random("mean", channels))
        .input("var", positive("var", channels));
  }

  private static BatchNormResult batchNorm(
      Ops ops,
      Map<String, Tensor> t,
      Tensor scale,
      boolean training,
      double momentum,
      double epsilon) {
    return ops.batchNorm(
        t.get("x"),
        scale,
        t.get("shift"),
        t.get("mean"),
        t.get("var"),
        training,
        momentum,
        epsilon);
  }

  private static OpCase statistics(String label, HostTensor x, boolean training, boolean mean) {
    int channels = x.shape().dim(1);
    return OpCase.of(
            "batchNorm " + label,
            (ops, t) -> {
              BatchNormResult result = batchNorm(ops, t, t.get("scale"), training, 0.3, EPSILON);
              return mean ? result.runningMean() : result.runningVar();
            })
        .input("x", x)
        .input("scale", positive("scale", channels))
        .input("shift", random("shift", channels))
        .input("mean", random("mean", channels))
        .input("var", positive("var", channels));
  }

  private static List<OpCase> instance() {
    OpCase.Body body = (ops, t) -> ops.instanceNorm(t.get("x"), EPSILON);
    return List.of(
        OpCase.of("instanceNorm", body).operand("x", random("x", 2, 3, 3, 5)),
        OpCase.of("instanceNorm of one image", body).operand("x", random("x", 1, 3, 4, 2)),
        OpCase.of("instanceNorm of volumes", body).operand("x", random("x", 2, 3, 2, 2, 3)),
        OpCase.of("instanceNorm of one channel", body).operand("x", random("x", 2, 1, 3, 3)).edge(),
        OpCase.of("instanceNorm of a volume", body).operand("x", random("x", 1, 2, 2, 3, 4)),
        OpCase.of("instanceNorm of a flat volume", body)
            .operand("x", random("x", 2, 2, 1, 1, 5))
            .edge(),
        OpCase.of(
                "instanceNorm with a large epsilon", (ops, t) -> ops.instanceNorm(t.get("x"), 0.5))
            .operand("x", random("x", 1, 1, 2, 2))
            .edge());
  }

  private static List<OpCase> layer() {
    return List.of(
        layer("layerNorm", EPSILON, 3, 5),
        layer("layerNorm of tokens", EPSILON, 2, 3, 4),
        layer("layerNorm of windows", EPSILON, 2, 2, 1, 3, 4).edge(),
        layer("layerNorm of one vector", EPSILON, 6).edge(),
        layer("layerNorm with a large epsilon", 0.5, 2, 3).edge());
  }

  private static OpCase layer(String label, double epsilon, int... dims) {
    int last = dims[dims.length - 1];
    return OpCase.of(
            label, (ops, t) -> ops.layerNorm(t.get("x"), t.get("scale"), t.get("shift"), epsilon))
        .operand("x", random("x", dims))
        .operand("scale", positive("scale", last))
        .operand("shift", random("shift", last));
  }
}
