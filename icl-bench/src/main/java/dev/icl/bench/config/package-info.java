/**
 * The configuration of a benchmark.
 *
 * <p>It is that of a run, from {@code dev.icl.app.config}, with the axes of the matrix and its
 * variants in a section {@code bench}. {@link BenchConfigReader} reads it, {@link BenchRules} check
 * the values, {@link BenchChanges} tell what differs when a benchmark is resumed. A key of the
 * section is a component of {@link BenchSettings}. The package runs nothing. Start with {@link
 * BenchConfig}.
 */
@NullMarked
package dev.icl.bench.config;

import org.jspecify.annotations.NullMarked;
