/**
 * The records of a benchmark, as {@code bench.json} keeps them.
 *
 * <p>A {@link BenchRecord} holds machines, {@link Cell}s and {@link Parity} rows; {@link BenchJson}
 * reads and writes it, older versions included, and {@code docs/bench.schema.json} describes it for
 * other programs: a component that is added here is added there, and is null in older files.
 * Records are plain values; what is computed from them is in {@code report.analysis}. The package
 * uses {@code core.json} and, to be made of a training, {@code app.results}. Start with {@link
 * BenchRecord}.
 */
@NullMarked
package dev.icl.report.record;

import org.jspecify.annotations.NullMarked;
