package dev.icl.app.results;

import dev.icl.data.metrics.ClassScores;
import java.util.Optional;

/**
 * A line of {@code cases.csv}.
 *
 * @param name of the case
 * @param patient whose scan it is; empty where the file does not say, as those of earlier releases
 * @param label name of the class
 * @param scores of that class in that case
 */
public record CaseRow(String name, Optional<String> patient, String label, ClassScores scores) {}
