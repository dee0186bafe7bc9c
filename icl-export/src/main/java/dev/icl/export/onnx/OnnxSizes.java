package dev.icl.export.onnx;

import dev.icl.export.onnx.OnnxGraph.Attributes;
import dev.icl.export.program.Extent;
import dev.icl.export.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The values that are sizes, of which some are only known when a model runs. */
final class OnnxSizes {
  private final OnnxGraph graph;
  private final Function<Step, String> names;
  private final Map<String, String> shapes = new HashMap<>();

  /**
   * @param names of what is there already
   */
  OnnxSizes(OnnxGraph graph, Function<Step, String> names) {
    this.graph = graph;
    this.names = names;
  }

  /** The name of a vector of sizes. */
  String vector(List<Extent> sizes) {
    if (sizes.stream().allMatch(Extent::isFixed)) {
      return graph.vector(sizes.stream().map(size -> (long) size.number()).toList());
    }
    List<String> parts = new ArrayList<>();
    for (Extent size : sizes) {
      parts.add(one(size));
    }
    return graph.node("Concat", parts, Attributes.none().number("axis", 0L));
  }

  /** The name of a vector of one size. */
  String one(Extent size) {
    if (size.of().isEmpty()) {
      return graph.vector(size.number());
    }
    String shape =
        shapes.computeIfAbsent(names.apply(size.of().get()), tensor -> graph.node("Shape", tensor));
    String one =
        graph.node(
            "Gather",
            List.of(shape, graph.vector(size.axis())),
            Attributes.none().number("axis", 0L));
    return size.number() == 1 ? one : graph.node("Mul", one, graph.vector(size.number()));
  }
}
