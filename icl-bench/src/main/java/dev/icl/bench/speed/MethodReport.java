package dev.icl.bench.speed;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The speed of one method's training and of its network's inference.
 *
 * @param images in a step
 * @param firstStepSeconds with whatever the engine compiles or traces for it
 * @param stepMs time of each counted step, in order, milliseconds
 * @param flopsPerStep as {@link dev.icl.core.cost.CostModel} counts them, the update included
 * @param matmulGflops the yardstick: float32 matrix products on the same engine, 10⁹ a second
 * @param flopsShare operations a second of the step over that, the two timed in turns
 * @param dataWaitShare of a short training on fresh batches, the share of its time that it waited
 * @param volumesPerSecond validation volumes segmented, at the median; empty where there are none
 * @param peakMb the most resident memory of the process while training, MiB
 * @param heapMb the most that the Java heap held, MiB
 * @param gpuMb GPU memory after the steps, MiB; empty on a processor
 * @param joules of the counted steps; empty where the machine does not say
 */
public record MethodReport(
    int images,
    double firstStepSeconds,
    List<Double> stepMs,
    long flopsPerStep,
    double matmulGflops,
    double flopsShare,
    double dataWaitShare,
    OptionalDouble volumesPerSecond,
    long peakMb,
    long heapMb,
    OptionalLong gpuMb,
    OptionalDouble joules) {
  /** Copies the list. */
  public MethodReport {
    stepMs = List.copyOf(stepMs);
  }
}
