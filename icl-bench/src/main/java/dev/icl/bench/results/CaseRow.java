package dev.icl.bench.results;

import dev.icl.data.metrics.ClassScores;

/**
 * A line of {@code cases.csv}.
 *
 * @param name of the case
 * @param label name of the class
 * @param scores of that class in that case
 */
public record CaseRow(String name, String label, ClassScores scores) {}
