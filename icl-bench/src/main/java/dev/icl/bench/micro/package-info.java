/**
 * Micro-benchmarks: the operations and blocks that carry the time, each timed by itself with JMH.
 *
 * <p>{@link MicroBenchmarks} lists them, {@link MicroMeasurement} runs them on the chosen engines.
 * Only this package uses JMH. Start with {@link MicroBenchmarks}.
 */
package dev.icl.bench.micro;
