/**
 * The matrix of a benchmark: its cells, their order, their processes and their outcomes.
 *
 * <p>{@link BenchPlan} lists the cells, {@link Benchmark} runs those that are not done, each in a
 * process of its own, and {@link BenchFolder} keeps what has ended, so that a benchmark can be
 * stopped and resumed; {@link RecordMaker} makes {@code bench.json} of it. The package starts
 * processes and reads their files; it starts no engine itself. Start with {@link Benchmark}.
 */
@NullMarked
package dev.icl.bench.matrix;

import org.jspecify.annotations.NullMarked;
