/**
 * Statistics over many cases: averages with intervals, and paired comparisons.
 *
 * <p>Scores of one patient, one seed or one drawing of labelled patients are not independent;
 * {@link CrossedBootstrap} and {@link PatientStatistics} take that into account. {@link
 * PairedComparison} holds the paired tests, {@link Holm} their correction, {@link JudgedComparison}
 * the verdicts of a family of tests: {@code icl compare} and the report of a benchmark take all of
 * them from here. The package uses {@code core.random} and Commons Math. Start with {@link
 * PairedComparison}.
 */
@NullMarked
package dev.icl.data.statistics;

import org.jspecify.annotations.NullMarked;
