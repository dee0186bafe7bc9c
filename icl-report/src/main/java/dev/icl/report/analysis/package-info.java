/**
 * The analysis of benchmark records: averages with intervals, paired tests, and sentences.
 *
 * <p>{@link Evidence} puts records together, {@link Analysis} groups their cells and compares the
 * groups; {@link Headlines} and {@link Sentences} put the results into words that claim no more
 * than the tests show. The tests themselves, and their verdicts, are those of {@code
 * data.statistics}, which {@code icl compare} uses too. The package reads {@code report.record}; it
 * knows nothing of files, pages and charts. Start with {@link Analysis}.
 */
@NullMarked
package dev.icl.report.analysis;

import org.jspecify.annotations.NullMarked;
