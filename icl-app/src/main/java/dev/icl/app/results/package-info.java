/**
 * The files of evaluations, and comparisons of two of them with paired tests.
 *
 * <p>{@link dev.icl.app.results.ResultFolder} reads what an evaluation wrote, {@link
 * dev.icl.app.results.ResultComparison} compares two results of the same scans. Nothing here runs a
 * network. Start with {@link dev.icl.app.results.ResultComparison}.
 */
package dev.icl.app.results;
