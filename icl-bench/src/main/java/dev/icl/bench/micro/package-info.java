/**
 * Micro-benchmarks: the operations and blocks that carry the time, each timed by itself with JMH.
 *
 * <p>{@link MicroBenchmarks} lists them, {@link MicroMeasurement} runs them on the chosen engines
 * and returns a {@link MicroReport}. A new one is an entry of the list: a program and its inputs.
 * Only this package uses JMH. Start with {@link MicroBenchmarks}.
 */
@NullMarked
package dev.icl.bench.micro;

import org.jspecify.annotations.NullMarked;
