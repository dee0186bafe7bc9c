package dev.icl.core.loss;

import dev.icl.core.ops.Ops;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Losses over the maps of several scales: the mean of the scales' losses. */
public final class MultiScale {
  private MultiScale() {}

  /**
   * Every map resized to the target's size (linearly, pixel areas aligned) and compared with it:
   * the auxiliary and the pseudo-label loss.
   *
   * @param ops the operations of the running program
   * @param loss applied to every map
   * @param maps class scores {@code [N, C, spatial of the scale]}; at least one
   * @param target distributions over the classes at the full size
   */
  public static Tensor segmentation(
      Ops ops, SegmentationLoss loss, List<Tensor> maps, Target target) {
    Shape size = target.values().shape().spatial();
    return mean(
        ops,
        maps.stream()
            .map(map -> loss.apply(ops, new Prediction(ops, resized(ops, map, size)), target))
            .toList());
  }

  /**
   * Every student map against the teacher's map of its scale, at the scale's own size.
   *
   * @param ops the operations of the running program
   * @param loss applied to every pair of maps
   * @param students class scores {@code [N, C, spatial of the scale]}; at least one
   * @param teachers as many, of the same shapes
   */
  public static Tensor consistency(
      Ops ops, ConsistencyLoss loss, List<Tensor> students, List<Tensor> teachers) {
    return mean(
        ops,
        IntStream.range(0, students.size())
            .mapToObj(i -> loss.apply(ops, students.get(i), teachers.get(i)))
            .toList());
  }

  private static Tensor resized(Ops ops, Tensor map, Shape size) {
    return map.shape().spatial().equals(size) ? map : ops.resize(map, size, Resize.LINEAR);
  }

  private static Tensor mean(Ops ops, List<Tensor> losses) {
    Tensor sum = losses.stream().reduce(ops::add).orElseThrow();
    return ops.mul(sum, 1.0 / losses.size());
  }
}
