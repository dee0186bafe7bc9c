/**
 * Speed and memory of this machine: training steps, data pipeline, metrics.
 *
 * <p>{@link SpeedMeasurement}, {@link MemoryMeasurement}, {@link MethodMeasurement} and {@link
 * MetricsMeasurement} each measure one aspect of a {@link Workload} and return a report, which is a
 * record with a table for people and JSON for programs. The package trains with the parts of {@code
 * icl-app}, so that what is timed is what users run; it writes no file. Start with {@link
 * SpeedMeasurement}.
 */
@NullMarked
package dev.icl.bench.speed;

import org.jspecify.annotations.NullMarked;
