/**
 * The analysis of benchmark records: averages with intervals, paired tests, and sentences.
 *
 * <p>{@link Analysis} groups the cells of records and compares the groups; {@link Headlines} and
 * {@link Sentences} put the results into words that claim no more than the tests show. The package
 * reads {@code report.record} and uses {@code data.statistics}; it knows nothing of pages and
 * charts. Start with {@link Analysis}.
 */
package dev.icl.report.analysis;
