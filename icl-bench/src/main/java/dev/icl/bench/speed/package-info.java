/**
 * Speed and memory of this machine: training steps, data pipeline, metrics.
 *
 * <p>{@link SpeedMeasurement}, {@link MemoryMeasurement}, {@link MethodMeasurement} and {@link
 * MetricsMeasurement} each measure one aspect of a {@link Workload} and return a report. Start with
 * {@link SpeedMeasurement}.
 */
package dev.icl.bench.speed;
