/**
 * The files of evaluations, and comparisons of two of them with paired tests.
 *
 * <p>{@link dev.icl.app.results.ResultFolder} reads what an evaluation wrote, {@link
 * dev.icl.app.results.ResultComparison} compares two results of the same scans. {@link
 * dev.icl.app.results.TrainedSummary}, {@link dev.icl.app.results.ScoredSummary} and {@link
 * dev.icl.app.results.RecordedSettings} are the files of trainings and evaluations as readers get
 * them, whichever release wrote them. Nothing here runs a network. Start with {@link
 * dev.icl.app.results.ResultComparison}.
 */
@NullMarked
package dev.icl.app.results;

import org.jspecify.annotations.NullMarked;
