/**
 * Readers of what reports are made of: results of benchmarks, and folders of trainings.
 *
 * <p>{@link Inputs} accepts both; a {@link TrainedFolder} is turned into a record by {@link
 * TrainedRecord}, so that trainings and benchmarks can be compared. Start with {@link Inputs}.
 */
package dev.icl.report.input;
