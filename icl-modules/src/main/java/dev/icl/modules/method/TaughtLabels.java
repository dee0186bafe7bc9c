package dev.icl.modules.method;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;

/**
 * The labels that two teachers give unlabelled images.
 *
 * @param probabilities mean of both with weights {@code e^−H}, {@code H} the entropy of a pixel in
 *     bits; {@code [M, classes, spatial]}
 * @param conflict 1 where their most probable classes differ, float32 {@code [M, 1, spatial]}
 */
record TaughtLabels(Tensor probabilities, Tensor conflict) {
  /**
   * Of two teachers.
   *
   * @param ops the operations
   * @param one probabilities of the first, constants {@code [M, classes, spatial]}
   * @param two of the second, of the same shape
   */
  static TaughtLabels of(Ops ops, Tensor one, Tensor two) {
    Tensor weightOfOne = weight(ops, one);
    Tensor weightOfTwo = weight(ops, two);
    Tensor sum = ops.add(ops.mul(one, weightOfOne), ops.mul(two, weightOfTwo));
    return new TaughtLabels(
        ops.div(sum, ops.add(weightOfOne, weightOfTwo)),
        differ(ops, ops.argmax(one, 1), ops.argmax(two, 1), weightOfOne.shape()));
  }

  /** {@code e^−H}, {@code [M, 1, spatial]}. */
  private static Tensor weight(Ops ops, Tensor probabilities) {
    return ops.exp(ops.mul(Entropy.of(ops, probabilities), -1 / Math.log(2)));
  }

  /** 1 where labels {@code [M, spatial]} differ, in another shape of as many elements. */
  private static Tensor differ(Ops ops, Tensor a, Tensor b, Shape shape) {
    return ops.reshape(ops.cast(ops.logicalNot(ops.equal(a, b)), DType.F32), shape);
  }

  /**
   * The labels that the student learns: the teachers', but where these disagree with each other,
   * and their mean with the student, those of whoever is more sure.
   *
   * @param ops the operations
   * @param student probabilities of the same images, constants {@code [M, classes, spatial]}
   */
  HardLabels against(Ops ops, Tensor student) {
    HardLabels taught = HardLabels.of(ops, probabilities);
    HardLabels own = HardLabels.of(ops, student);
    Tensor differ = differ(ops, taught.labels(), own.labels(), conflict.shape());
    Tensor surer = ops.greater(own.confidence(), taught.confidence());
    Tensor wins = ops.logicalAnd(surer, ops.cast(ops.mul(conflict, differ), DType.BOOL));
    return new HardLabels(
        ops.where(ops.reshape(wins, taught.labels().shape()), own.labels(), taught.labels()),
        ops.where(wins, own.confidence(), taught.confidence()));
  }
}
