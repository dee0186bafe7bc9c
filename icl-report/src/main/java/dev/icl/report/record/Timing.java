package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The speed of training steps and inference in one process, with no other cell running. Numbers
 * that the machine does not report are null.
 *
 * @param warmup steps that were made before and not counted, the first included
 * @param steps the number of steps that were timed
 * @param stepMs time of each, in order, milliseconds: forward, backward, update, losses copied back
 * @param p50Ms their median
 * @param p95Ms their 95th percentile
 * @param imagesPerSecond images of a step over the median
 * @param startupS from the start of the process to an engine that is ready, seconds
 * @param firstStepS the first step, with whatever the engine compiles or traces for it, seconds
 * @param inferenceVolumesPerSecond whole validation volumes segmented, at the median
 * @param peakRssMb the most memory the process held, MiB
 * @param nativeMb that without the most that the Java heap held, MiB
 * @param gpuMb memory of the GPU that the process held, MiB
 * @param flopsPerStep floating-point operations of the algorithm as written, the update included
 * @param matmulGflops the rate of the same engine in float32 matrix products, 10⁹ operations per
 *     second
 * @param flopsShare operations a second of the step over that, the two timed in turns after the
 *     counted steps
 * @param dataWaitShare share of the time of a short training that was spent waiting for batches
 * @param joulesPerImage energy of processor package and memory over the images of the timed steps
 * @param measurements number of times that it was measured, because other work disturbed it; the
 *     least disturbed one is told. Null for once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timing(
    int warmup,
    int steps,
    List<Double> stepMs,
    double p50Ms,
    double p95Ms,
    double imagesPerSecond,
    double startupS,
    double firstStepS,
    @Nullable Double inferenceVolumesPerSecond,
    long peakRssMb,
    @Nullable Long nativeMb,
    @Nullable Long gpuMb,
    long flopsPerStep,
    double matmulGflops,
    double flopsShare,
    @Nullable Double dataWaitShare,
    @Nullable Double joulesPerImage,
    @Nullable Integer measurements) {

  /** Copies the list. */
  public Timing {
    stepMs = List.copyOf(stepMs);
    inferenceVolumesPerSecond = Numbers.finite(inferenceVolumesPerSecond);
    dataWaitShare = Numbers.finite(dataWaitShare);
    joulesPerImage = Numbers.finite(joulesPerImage);
  }

  /** The number of times it was measured, at least 1. */
  public int measured() {
    return measurements == null ? 1 : measurements;
  }

  /** The same, as one of that many measurements. */
  public Timing of(int count) {
    return new Timing(
        warmup,
        steps,
        stepMs,
        p50Ms,
        p95Ms,
        imagesPerSecond,
        startupS,
        firstStepS,
        inferenceVolumesPerSecond,
        peakRssMb,
        nativeMb,
        gpuMb,
        flopsPerStep,
        matmulGflops,
        flopsShare,
        dataWaitShare,
        joulesPerImage,
        count == 1 ? null : (Integer) count);
  }
}
