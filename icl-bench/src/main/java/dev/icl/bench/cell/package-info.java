/**
 * The process of one cell of a benchmark: a training, a timing or one side of a parity comparison.
 *
 * <p>{@link CellProcess} runs the task in its own JVM and writes {@code cell.json}, which the
 * parent collects. {@link TrainCell}, {@link TimingCell} and {@link ParityCell} are the three
 * tasks. The package uses {@code icl-app} to train and evaluate and {@code bench.speed} to time;
 * this is the only part of a benchmark that starts an engine. Start with {@link CellProcess}.
 */
@NullMarked
package dev.icl.bench.cell;

import org.jspecify.annotations.NullMarked;
