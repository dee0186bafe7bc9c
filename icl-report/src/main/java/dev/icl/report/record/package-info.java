/**
 * The records of a benchmark, as {@code bench.json} keeps them.
 *
 * <p>A {@link BenchRecord} holds machines, {@link Cell}s and {@link Parity} rows; {@link BenchJson}
 * reads and writes it, older versions included, and {@code docs/bench.schema.json} describes it for
 * other programs. Records are plain values: they compute nothing. Start with {@link BenchRecord}.
 */
package dev.icl.report.record;
