/**
 * The process of one cell of a benchmark: a training, a timing or one side of a parity comparison.
 *
 * <p>{@link CellProcess} runs the task in its own JVM and writes a file that the parent collects.
 * The package uses {@code icl-app} to train and {@code bench.speed} to time. Start with {@link
 * CellProcess}.
 */
package dev.icl.bench.cell;
