package dev.icl.bench.speed;

import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import java.util.List;

/**
 * The speed of a machine in the parts that training consists of.
 *
 * @param setup the setup of the measurement
 * @param start the costs that arise once
 * @param product the yardstick
 * @param supervised the step of the supervised baseline
 * @param method the step of the configured method, ICL unless it was named, on as many images
 * @param methodOverSupervised ratio of the two medians
 * @param javaSide the JVM's share of a step of the method
 * @param smallest the step that is all dispatch
 * @param smallestOverMethod ratio of the two medians, an upper bound of the JVM's share
 * @param data the throughput of the data pipeline
 * @param memory memory that stays and memory that was held
 */
public record SpeedReport(
    Setup setup,
    Start start,
    Product product,
    Step supervised,
    Step method,
    double methodOverSupervised,
    JavaSide javaSide,
    Smallest smallest,
    double smallestOverMethod,
    Data data,
    Memory memory) {

  static SpeedReport of(
      Setup setup,
      Start start,
      Product product,
      Step supervised,
      Step method,
      JavaSide javaSide,
      Smallest smallest,
      Data data,
      Memory memory) {
    double methodMs = method.time().medianMs();
    return new SpeedReport(
        setup,
        start,
        product,
        supervised,
        method,
        methodMs / supervised.time().medianMs(),
        javaSide,
        smallest,
        smallest.time().medianMs() / methodMs,
        data,
        memory);
  }

  /**
   * The costs that arise once.
   *
   * @param engineMs starting the engine, its native library included, milliseconds
   * @param firstStepMs the first step of the method, with whatever the engine compiles or traces
   *     for it, after a first supervised step
   */
  public record Start(double engineMs, double firstStepMs) {}

  /**
   * Float32 products of square matrices.
   *
   * @param size rows and columns
   * @param chained products in one run of a program
   * @param time of one product
   * @param gflopsPerSecond at the median; a multiply-add is 2 operations
   */
  public record Product(int size, int chained, Durations time, double gflopsPerSecond) {
    static Product of(int size, int chained, Durations time) {
      return new Product(
          size, chained, time, MatrixProduct.flops(size) / (time.medianMs() * 1e-3) * 1e-9);
    }
  }

  /**
   * A training step: forward, backward, update.
   *
   * @param images in a step
   * @param time of a step
   * @param gflop floating-point operations as {@link dev.icl.core.cost.CostModel} counts them, 10⁹
   * @param gflopsPerSecond at the median
   * @param shareOfProduct that rate over the yardstick's
   */
  public record Step(
      int images, Durations time, double gflop, double gflopsPerSecond, double shareOfProduct) {
    static Step of(int images, Durations time, long flops, Product product) {
      double gflop = flops * 1e-9;
      double rate = gflop / (time.medianMs() * 1e-3);
      return new Step(images, time, gflop, rate, rate / product.gflopsPerSecond());
    }
  }

  /**
   * The JVM's share of a step of the method.
   *
   * @param samples the number of samples of the stepping thread
   * @param javaSamples the number of samples outside the engine's native methods
   * @param javaShare the second over the first
   * @param collectorShare time the garbage collectors report, over the time of those steps
   */
  public record JavaSide(long samples, long javaSamples, double javaShare, double collectorShare) {}

  /**
   * A step of the method on as little arithmetic as there can be: everything that does not grow
   * with the images, small native kernels included, so more than what the JVM costs.
   *
   * @param patch size of an image
   * @param images in a step
   * @param time of a step
   */
  public record Smallest(List<Integer> patch, int images, Durations time) {}

  /**
   * The data pipeline.
   *
   * @param imagesPerSecond delivered where nothing else runs
   * @param consumedPerSecond by the method's step at its median
   * @param deliveredOverConsumed the first over the second
   * @param waitingShare of a short training: time waited for batches over all time
   */
  public record Data(
      double imagesPerSecond,
      double consumedPerSecond,
      double deliveredOverConsumed,
      double waitingShare) {}

  /**
   * Memory of the engine and the process.
   *
   * @param liveArraysEarly native arrays alive after the third round
   * @param liveArraysLast native arrays alive after the last step
   * @param peakMb the most resident memory so far, MiB
   */
  public record Memory(long liveArraysEarly, long liveArraysLast, long peakMb) {}

  /** As indented JSON. */
  public String toJson() {
    return Json.indented(this);
  }

  /** A table for people. */
  public String toTable() {
    String step = setup.stepName();
    return new TextTable()
        .title("%s; medians of %d", setup.title(), setup.steps())
        .row("engine start", "%.0f ms", start.engineMs())
        .row("first " + step, "%.0f ms", start.firstStepMs())
        .row("matrix product", "%.1f GFLOP/s (%d)", product.gflopsPerSecond(), product.size())
        .row("supervised step", "%.1f ms", supervised.time().medianMs())
        .row("supervised work", "%.2f GFLOP", supervised.gflop())
        .row("supervised rate", "%.1f GFLOP/s", supervised.gflopsPerSecond())
        .row("supervised share of product", "%.1f %%", 100 * supervised.shareOfProduct())
        .row(step, "%.1f ms", method.time().medianMs())
        .row(setup.methodName() + " work", "%.2f GFLOP", method.gflop())
        .row(setup.methodName() + " rate", "%.1f GFLOP/s", method.gflopsPerSecond())
        .row(setup.methodName() + " share of product", "%.1f %%", 100 * method.shareOfProduct())
        .row(setup.methodName() + " over supervised step", "%.2f", methodOverSupervised)
        .row(
            "Java side of " + step,
            "%.2f %% (%d of %d samples)",
            100 * javaSide.javaShare(),
            javaSide.javaSamples(),
            javaSide.samples())
        .row("garbage collector", "%.2f %%", 100 * javaSide.collectorShare())
        .row(
            "dispatch upper bound",
            "%.1f ms, %.1f %% of " + step + " (%s, %s)",
            smallest.time().medianMs(),
            100 * smallestOverMethod,
            smallest.patch(),
            Counts.of(smallest.images(), "patch", "patches"))
        .row("data pipeline alone", "%.1f patches/s", data.imagesPerSecond())
        .row("data pipeline over " + step, "%.1f", data.deliveredOverConsumed())
        .row("training, waiting for data", "%.2f %%", 100 * data.waitingShare())
        .row("live arrays after 3 rounds", "%d", memory.liveArraysEarly())
        .row("live arrays at the end", "%d", memory.liveArraysLast())
        .row("peak resident memory", "%d MiB", memory.peakMb())
        .toString();
  }
}
