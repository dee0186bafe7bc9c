/**
 * The configuration of a benchmark.
 *
 * <p>It is that of a run, from {@code dev.icl.app.config}, with the axes of the matrix and its
 * variants in a section {@code bench}. {@link BenchRules} check the values, {@link BenchChanges}
 * tell what differs when a benchmark is resumed. Start with {@link BenchConfig}.
 */
package dev.icl.bench.config;
