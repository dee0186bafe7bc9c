package dev.icl.engine.tensorflow;

import dev.icl.core.engine.RandomMode;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * The random masks of a traced step: drawn in the graph, or fed by the JVM. Every micro-batch has a
 * stream of its own.
 */
final class TfDraws {
  /** A mask that the JVM draws for every run. */
  record Mask(Output<?> feed, double rate, Shape shape) {}

  /**
   * The values that the JVM feeds to a micro-batch.
   *
   * @param masks in the order of the program's calls
   * @param seed of what is drawn in the graph, two int64; empty if nothing is
   */
  record Feeds(List<Mask> masks, Optional<Output<?>> seed) {}

  /**
   * The number of masks of a micro-batch so far.
   *
   * @param drawn in the graph
   * @param fed by the JVM
   */
  record Count(int drawn, int fed) {}

  private final Nodes nodes;
  private final RandomMode random;

  /** Of the micro-batches before. */
  private final List<Feeds> ended = new ArrayList<>();

  private List<Mask> masks = new ArrayList<>();
  private @Nullable Output<?> seed;
  private @Nullable Output<?> seedNow;
  private List<Operation> after = List.of();
  private int drawn;
  private int fed;

  TfDraws(Nodes nodes, RandomMode random) {
    this.nodes = nodes;
    this.random = random;
  }

  /** Ends a micro-batch. */
  void end() {
    ended.add(new Feeds(masks, Optional.ofNullable(seed)));
    masks = new ArrayList<>();
    seed = null;
    drawn = 0;
    fed = 0;
  }

  /** Lets what is drawn from now on wait for operations. */
  void after(List<Operation> operations) {
    after = operations;
    seedNow = null;
  }

  /** The operations that what is drawn now waits for. */
  List<Operation> after() {
    return after;
  }

  Count count() {
    return new Count(drawn, fed);
  }

  /** Repeats the masks behind a count. */
  void rewind(Count count) {
    drawn = count.drawn();
    fed = count.fed();
  }

  /** A mask that broadcasts to a tensor. */
  TfTensor mask(TfTensor x, double rate, Shape shape) {
    return random == RandomMode.PORTABLE ? fed(rate, shape) : drawn(x, rate, shape);
  }

  private TfTensor fed(double rate, Shape shape) {
    if (fed == masks.size()) {
      Output<?> feed =
          nodes
              .node("Placeholder")
              .attr("dtype", TfDtypes.of(DType.F32))
              .attr("shape", TfDtypes.shape(shape.toArray()))
              .out();
      masks.add(new Mask(feed, rate, shape));
    }
    return new TfTensor(masks.get(fed++).feed(), shape, DType.F32, Layout.logical(shape.rank()));
  }

  private TfTensor drawn(TfTensor x, double rate, Shape shape) {
    Layout layout = shape.equals(x.shape()) ? x.layout() : Layout.logical(shape.rank());
    Output<?> own = nodes.op("AddV2", seedNow(), nodes.scalar(DType.I64, drawn++));
    Output<?> uniform =
        nodes
            .node("StatelessRandomUniform")
            .in(nodes.ints(layout.physical(shape)), own)
            .attr("dtype", TfDtypes.of(DType.F32))
            .out();
    Output<?> kept =
        nodes
            .node("Cast")
            .in(nodes.op("GreaterEqual", uniform, nodes.scalar(DType.F32, rate)))
            .attr("DstT", TfDtypes.of(DType.F32))
            .out();
    Output<?> mask = nodes.op("Mul", kept, nodes.scalar(DType.F32, 1 / (1 - rate)));
    return new TfTensor(nodes.op("StopGradient", mask), shape, DType.F32, layout);
  }

  private Output<?> seedNow() {
    if (seed == null) {
      seed =
          nodes
              .node("Placeholder")
              .attr("dtype", TfDtypes.of(DType.I64))
              .attr("shape", TfDtypes.shape(2))
              .out();
    }
    if (seedNow == null) {
      seedNow = after.isEmpty() ? seed : nodes.node("Identity").in(seed).after(after).out();
    }
    return seedNow;
  }

  /** The feeds of each micro-batch that ended. */
  List<Feeds> feeds() {
    return ended;
  }
}
