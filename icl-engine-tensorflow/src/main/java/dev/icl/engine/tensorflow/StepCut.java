package dev.icl.engine.tensorflow;

import dev.icl.core.engine.StepExchange;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * The place at which a step is cut into two runs, between which processes exchange what they
 * computed. What the first run gives, the second takes through placeholders, so that it computes
 * nothing again.
 */
final class StepCut {
  /** Makes a TensorFlow tensor that lives as long as the step. */
  @FunctionalInterface
  interface Opening {
    Tensor open(HostTensor host);
  }

  /**
   * A value that crosses the cut.
   *
   * @param source in the first run
   * @param feed in the second
   */
  private record Crossing(Output<?> source, Output<?> feed) {
    Shape shape() {
      return Shape.of(Nodes.sizes(source));
    }
  }

  private final Nodes nodes;
  private final StepExchange exchange;
  private final int processes;
  private final Map<String, Crossing> sums = new TreeMap<>();
  private final List<Crossing> rows = new ArrayList<>();
  private final List<Crossing> kept = new ArrayList<>();
  private @Nullable Crossing sound;

  /**
   * @param nodes of the trace
   * @param exchange with the other processes
   * @param processes the number of all
   */
  StepCut(Nodes nodes, StepExchange exchange, int processes) {
    this.nodes = nodes;
    this.exchange = exchange;
    this.processes = processes;
  }

  /** The sum of a gradient over all processes. */
  TfTensor sum(String name, TfTensor gradient) {
    Crossing crossing = crossing(gradient.value(), gradient.dtype(), gradient.physical());
    sums.put(name, crossing);
    return gradient.with(crossing.feed());
  }

  /** The rows of all processes under one another, of float32. */
  Output<?> rows(Output<?> own) {
    int[] sizes = Nodes.sizes(own);
    sizes[0] *= processes;
    Crossing crossing = crossing(own, DType.F32, sizes);
    rows.add(crossing);
    return crossing.feed();
  }

  /** A value that stays in its process. */
  TfTensor keep(TfTensor own) {
    Crossing crossing = crossing(own.value(), own.dtype(), own.physical());
    kept.add(crossing);
    return own.with(crossing.feed());
  }

  /** A scalar that is 0 where it is 0 in every process, and NaN otherwise. */
  TfTensor everywhere(Output<?> here) {
    sound = crossing(here, DType.F32);
    return new TfTensor(sound.feed(), Shape.scalar(), DType.F32, Layout.logical(0));
  }

  private Crossing crossing(Output<?> source, DType dtype, int... sizes) {
    return new Crossing(
        // what is fed cannot be fetched
        nodes.op("Identity", source),
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(dtype))
            .attr("shape", TfDtypes.shape(sizes))
            .out());
  }

  /** Asks the first run for what crosses the cut. */
  void fetch(Session.Runner first) {
    sums.values().forEach(crossing -> first.fetch(crossing.source()));
    rows.forEach(crossing -> first.fetch(crossing.source()));
    kept.forEach(crossing -> first.fetch(crossing.source()));
    if (sound != null) {
      first.fetch(sound.source());
    }
  }

  /**
   * Exchanges what the first run gave, and feeds the second.
   *
   * @param result of the first run, open until the second is over
   * @param index of the first of what {@link #fetch} asked for
   * @param second run
   * @param opening of the tensors that are fed
   */
  void feed(Result result, int index, Session.Runner second, Opening opening) {
    int next = index;
    Map<String, HostTensor> gradients = new TreeMap<>();
    for (Map.Entry<String, Crossing> entry : sums.entrySet()) {
      gradients.put(entry.getKey(), host(result.get(next++), entry.getValue()));
    }
    exchange.sum(gradients);
    sums.forEach(
        (name, crossing) ->
            second.feed(
                crossing.feed(), opening.open(Objects.requireNonNull(gradients.get(name)))));
    for (Crossing crossing : rows) {
      HostTensor all = exchange.rows(host(result.get(next++), crossing));
      second.feed(crossing.feed(), opening.open(all));
    }
    for (Crossing crossing : kept) {
      second.feed(crossing.feed(), result.get(next++));
    }
    if (sound != null) {
      boolean everywhere = exchange.everywhere(host(result.get(next), sound).item() == 0);
      second.feed(sound.feed(), opening.open(HostTensor.scalar(everywhere ? 0 : Double.NaN)));
    }
  }

  private static HostTensor host(Tensor tensor, Crossing crossing) {
    return TfTransfers.toHost(tensor, DType.F32, crossing.shape());
  }
}
